using System.Text.Encodings.Web;
using System.Text.Json;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>Documents that go together in one call, and its body.</summary>
public sealed record Batch(IReadOnlyList<Document> Documents, ReadOnlyMemory<byte> Body);

/// <summary>Puts documents into calls that keep the service's limits: so many documents, so many bytes. Pure.</summary>
public static class Batches
{
    /// <summary>The service takes 1 MB.</summary>
    public const int MostBytes = 1_000_000;

    /// <summary>What stands around the documents, generously.</summary>
    private const int Envelope = 1000;

    // Chinese as it is: escaped it would be twice as long.
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document that alone is more than a call takes is in none of them.</summary>
    public static IReadOnlyList<Batch> Of(CallForm call, IReadOnlyList<Document> documents)
    {
        var batches = new List<Batch>();
        var (together, parts, size) = (new List<Document>(), new List<byte[]>(), Envelope);
        foreach (var document in documents)
        {
            var part = PartOf(call, document);
            if (part.Length + 1 > MostBytes - Envelope) continue;
            if (together.Count == call.MostDocuments || size + part.Length + 1 > MostBytes) Close();
            together.Add(document);
            parts.Add(part);
            size += part.Length + 1;
        }

        if (together.Count > 0) Close();
        return batches;

        void Close()
        {
            batches.Add(new([.. together], BodyOf(call, parts)));
            together.Clear();
            parts.Clear();
            size = Envelope;
        }
    }

    private static byte[] PartOf(CallForm call, Document document) => Write(writer =>
    {
        writer.WriteString("id", document.Id);
        if (call.TellsLanguage)
        {
            writer.WriteString("language", document.Language);
        }
        else
        {
            // Told nothing, the service leans towards what is written in the United States; empty on the wire is no country.
            writer.WriteString("countryHint", "");
        }

        writer.WriteString("text", document.Text);
    });

    private static byte[] BodyOf(CallForm call, List<byte[]> parts) => Write(writer =>
    {
        writer.WriteString("kind", call.Kind);
        writer.WritePropertyName("parameters");
        writer.WriteRawValue(call.Parameters);
        writer.WriteStartObject("analysisInput");
        writer.WriteStartArray("documents");
        foreach (var part in parts) writer.WriteRawValue(part, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Form))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
