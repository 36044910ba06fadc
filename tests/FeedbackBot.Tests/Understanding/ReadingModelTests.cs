using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Embedded.Model;

namespace FeedbackBot.Tests.Understanding;

/// <summary>A model in a file: kept whole, and refused when it is not.</summary>
public sealed class ReadingModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelContent _content;

    public ReadingModelTests()
    {
        _content = ModelContent.Empty("2.of-the-tests");
        var draw = new Random(7);
        for (var i = 0; i < _content.NGrams.Length; i += 997) _content.NGrams[i] = (sbyte)draw.Next(-100, 100);
        foreach (var floats in _content.Floats)
        {
            for (var i = 0; i < floats.Length; i++) floats[i] = draw.NextSingle() + 0.01f;
        }
    }

    private string File => Path.Combine(_folder.Path, "own.model");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var read = ModelFile.Read(ModelFile.Write(_content));
        read.Version.ShouldBe(_content.Version);
        read.NGrams.ShouldBe(_content.NGrams);
        read.Floats.Zip(_content.Floats).ShouldAllBe(pair => pair.First.SequenceEqual(pair.Second));
    }

    [Fact]
    public void The_same_model_is_the_same_file() => ModelFile.Write(_content).ShouldBe(ModelFile.Write(_content));

    [Fact]
    public void A_sites_own_model_reads_under_its_own_name()
    {
        System.IO.File.WriteAllBytes(File, ModelFile.Write(_content));
        var model = ReadingModel.Open(File);
        model.Reader.Name.ShouldBe("embedded/2.of-the-tests");
        model.Reader.Read("The parcel never came", null).Reader.ShouldBe("embedded/2.of-the-tests");
        (model.Path, model.Hash.Length, model.Size).ShouldBe((File, 64, (int)new FileInfo(File).Length));
    }

    [Fact]
    public void Without_a_file_the_model_that_ships_reads()
    {
        var model = ReadingModel.Open(" ");
        (model.Path, model.Reader.Name).ShouldBe((null, FeedbackBot.Tests.Understanding.Reader.Embedded.Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.999999)]
    public void A_flipped_byte_is_noticed(double place)
    {
        var bytes = ModelFile.Write(_content);
        bytes[(int)(place * bytes.Length)] ^= 0x20;
        System.IO.File.WriteAllBytes(File, bytes);
        var message = Should.Throw<InvalidDataException>(() => ReadingModel.Open(File)).Message;
        message.ShouldContain(File);
        message.ShouldContain(place == 0 ? "not a model file" : "damaged");
        message.ShouldContain("leave the setting empty");
    }

    [Fact]
    public void A_half_file_and_a_foreign_one_are_refused()
    {
        var whole = ModelFile.Write(_content);
        foreach (var bytes in new[] { whole[..(whole.Length / 2)], [], "#!/bin/sh\n"u8.ToArray(), new byte[5000] })
        {
            System.IO.File.WriteAllBytes(File, bytes);
            Should.Throw<InvalidDataException>(() => ReadingModel.Open(File));
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Should.Throw<InvalidDataException>(() => ReadingModel.Open(File)).Message.ShouldContain("There is no such file");
}
