using System.Text;
using FeedbackBot.Host.DirectLine;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>What a file is follows from its bytes, whatever its name claims.</summary>
public sealed class FileTypesTests
{
    [Theory]
    [InlineData("\x89PNG\r\n", "x.txt", "image/png")]
    [InlineData("\xFF\xD8\xFF\xE0", "x", "image/jpeg")]
    [InlineData("GIF89a", "x", "image/gif")]
    [InlineData("RIFF\0\0\0\0WEBPVP8 ", "x", "image/webp")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", "IMG_1.HEIC", "image/heic")]
    [InlineData("%PDF-1.7", "x", "application/pdf")]
    [InlineData("ID3\x04", "x", "audio/mpeg")]
    [InlineData("\xFF\xFB\x90\x44", "x", "audio/mpeg")]
    [InlineData("\0\0\0\u001CftypM4A ", "x", "audio/mp4")]
    [InlineData("\0\0\0\u001CftypisomXXXXXXXXhdlr....soun", "voice.m4a", "audio/mp4")]
    [InlineData("\0\0\0\u001Cftypisom....vide....soun", "x", "video/mp4")]
    [InlineData("\0\0\0\u0014ftypqt  ", "x", "video/quicktime")]
    [InlineData("OggS", "x", "audio/ogg")]
    [InlineData("\x1A\x45\xDF\xA3 webm A_OPUS", "x", "audio/webm")]
    [InlineData("\x1A\x45\xDF\xA3 webm V_VP8 A_OPUS", "x", "video/webm")]
    [InlineData("RIFF\0\0\0\0WAVEfmt ", "x", "audio/wav")]
    [InlineData("#!AMR\n", "x", "audio/amr")]
    [InlineData("PK\x03\x04", "bill.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("PK\x03\x04", "bill.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("PK\x03\x04", "all.zip", "application/octet-stream")]
    [InlineData("no zip at all", "bill.docx", "application/octet-stream")]
    [InlineData("plain words", "note.txt", "text/plain")]
    [InlineData("<script>alert(1)</script>", "photo.png", "application/octet-stream")]
    [InlineData("bytes\0zero", "note.txt", "application/octet-stream")]
    [InlineData("\xFF\xFEU\0T\0F\0", "note.doc", "application/octet-stream")]
    public void A_file_is_what_its_bytes_are(string head, string name, string type) => FileTypes.Of(Encoding.Latin1.GetBytes(head), name).ShouldBe(type);

    [Theory]
    [InlineData("水壶 漏水.jpg", "水壶 漏水.jpg")]
    [InlineData(@"C:\fakepath\照片.png", "照片.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\r\nb\t\0c.txt", "a b c.txt")]
    [InlineData("bill\u202Egpj.pdf", "billgpj.pdf")]
    [InlineData("  ", "file")]
    [InlineData(null, "file")]
    public void A_name_keeps_its_writing_and_loses_paths_and_what_cannot_be_seen(string? given, string kept) => FileNames.Clean(given).ShouldBe(kept);
}
