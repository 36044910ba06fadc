using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FeedbackBot.Understanding.Embedded.Model;

/// <summary>The model as a file: a mark, the compressed content, and at the end the SHA-256 of all that stands before it.</summary>
internal static class ModelFile
{
    private const int HashLength = 32;
    private static readonly byte[] Mark = "FBMODEL1"u8.ToArray();

    public static byte[] Write(ModelContent content)
    {
        using var file = new MemoryStream();
        file.Write(Mark);
        using (var packed = new BrotliStream(file, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var writer = new BinaryWriter(packed, Encoding.UTF8))
        {
            writer.Write(content.Version);
            writer.Write(Features.Bits);
            writer.Write(Heads.Outputs);
            writer.Write(SignList.Count);
            foreach (var floats in content.Floats) writer.Write(MemoryMarshal.AsBytes(floats.AsSpan()));
            writer.Write(MemoryMarshal.AsBytes(Turn(content.NGrams, Features.Buckets, Heads.Outputs).AsSpan()));
        }

        file.Write(SHA256.HashData(file.ToArray()));
        return file.ToArray();
    }

    /// <exception cref="InvalidDataException">It is damaged, or made for another version of the program.</exception>
    public static ModelContent Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Mark.Length + HashLength || !file.StartsWith(Mark)) throw new InvalidDataException("This is not a model file.");
        if (!SHA256.HashData(file[..^HashLength]).AsSpan().SequenceEqual(file[^HashLength..])) throw new InvalidDataException("The model file is damaged: its content does not match its hash.");
        using var packed = new BrotliStream(new MemoryStream(file[Mark.Length..^HashLength].ToArray()), CompressionMode.Decompress);
        using var reader = new BinaryReader(packed, Encoding.UTF8);
        var version = reader.ReadString();
        if ((reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()) != (Features.Bits, Heads.Outputs, SignList.Count))
            throw new InvalidDataException($"The model {version} was made for another version of the program; train it again.");
        var content = ModelContent.Empty(version);
        foreach (var floats in content.Floats) packed.ReadExactly(MemoryMarshal.AsBytes(floats.AsSpan()));
        var turned = new sbyte[content.NGrams.Length];
        packed.ReadExactly(MemoryMarshal.AsBytes(turned.AsSpan()));
        return content with { NGrams = Turn(turned, Heads.Outputs, Features.Buckets) };
    }

    /// <summary>Rows become columns: like stands beside like, which packs better.</summary>
    private static sbyte[] Turn(sbyte[] from, int rows, int columns)
    {
        var to = new sbyte[from.Length];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++) to[c * rows + r] = from[r * columns + c];
        }

        return to;
    }
}

/// <summary>All numbers of a model.</summary>
/// <param name="Version">Stands in <see cref="Reading.Reader"/>.</param>
/// <param name="NGrams">Weights by n-gram, then output, in steps.</param>
/// <param name="Scales">What one step is worth, by output.</param>
/// <param name="Signs">Weights by language (English, Chinese), sign and output.</param>
/// <param name="Temperatures">Scores are divided by it before they become probabilities, by language and head; fitted on text that was not trained on.</param>
/// <param name="Thresholds">By language: below which probability (0…1) of the best kind the product does not act; from which probability of high urgency it does.</param>
internal sealed record ModelContent(string Version, sbyte[] NGrams, float[] Scales, float[] Signs, float[] Temperatures, float[] Thresholds)
{
    /// <summary>Goes up when the make of the model changes, not when it is trained again.</summary>
    public const int Generation = 2;

    public static ModelContent Empty(string version) => new(
        version, new sbyte[Features.Buckets * Heads.Outputs], new float[Heads.Outputs], new float[2 * SignList.Count * Heads.Outputs],
        new float[2 * Heads.All.Length], new float[2 * 2]);

    public ref float Temperature(Head head, bool chinese) => ref Temperatures[(chinese ? Heads.All.Length : 0) + head.Index];

    /// <summary>Below this probability of the best kind the product asks or leaves it to people.</summary>
    public ref float KindThreshold(bool chinese) => ref Thresholds[chinese ? 2 : 0];

    /// <summary>From this probability on a message counts as urgent.</summary>
    public ref float UrgencyThreshold(bool chinese) => ref Thresholds[chinese ? 3 : 1];

    internal float[][] Floats => [Scales, Signs, Temperatures, Thresholds];
}
