using System.Security.Cryptography;
using FeedbackBot.Understanding.Embedded.Model;

namespace FeedbackBot.Understanding;

/// <summary>The model that the embedded reader reads with: the one that the product comes with, or a site's own.</summary>
public sealed class ReadingModel
{
    private const string BuiltIn = "FeedbackBot.Understanding.Model.embedded.model";

    private readonly Lazy<EmbeddedReader> _reader;

    private ReadingModel(string? path, byte[] file)
    {
        Path = path;
        Size = file.Length;
        Hash = Convert.ToHexStringLower(SHA256.HashData(file));
        var content = ModelFile.Read(file);
        _reader = new(() => new(new LinearModel(content)));
    }

    /// <summary>Null for the model that the product comes with.</summary>
    public string? Path { get; }

    /// <summary>The file's SHA-256.</summary>
    public string Hash { get; }

    /// <summary>The file's bytes.</summary>
    public int Size { get; }

    /// <summary>Reads with this model; made when it is first asked for, since looking at a file needs no lexicon.</summary>
    public EmbeddedReader Reader => _reader.Value;

    /// <param name="path">A site's own model file; none for the one that the product comes with.</param>
    /// <exception cref="InvalidDataException">It cannot be read with; the message says which file, why, and what to do.</exception>
    public static ReadingModel Open(string? path)
    {
        if (string.IsNullOrWhiteSpace(path)) return new(null, Shipped());
        var file = System.IO.Path.GetFullPath(path);
        try
        {
            return new(file, File.ReadAllBytes(file));
        }
        // Packing that was damaged before it was hashed shows itself as an invalid operation.
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException or InvalidOperationException)
        {
            var reason = fault is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : fault.Message;
            throw new InvalidDataException(
                $"'{file}' cannot be read with: {reason} Train it again (docs/understanding.md), or leave the setting empty to read with the model that the product comes with.", fault);
        }
    }

    private static byte[] Shipped()
    {
        using var stream = typeof(ReadingModel).Assembly.GetManifestResourceStream(BuiltIn)
            ?? throw new InvalidOperationException("The model is not built in.");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
