using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>A request's body: the bytes as they came (an idempotent repeat is compared by them) and what they say.</summary>
public readonly record struct Body<T>(byte[] Bytes, T Value);

/// <summary>Reads bodies strictly; every fault names the field.</summary>
public static class Body
{
    /// <summary>The largest body, in bytes.</summary>
    public const long MostBytes = 8 * 1024 * 1024;

    public static async Task<Body<T>> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type) where T : class
    {
        var bytes = await BytesAsync(http);
        try
        {
            var value = JsonSerializer.Deserialize(HalfCharacters.Drop(bytes).Span, type);
            return new(bytes, value ?? throw new Refusal(StatusCodes.Status400BadRequest, ProblemCode.WrongType, "The body must be a JSON object, not null."));
        }
        catch (JsonException fault)
        {
            throw JsonFault.Explain(fault, type);
        }
    }

    private static async Task<byte[]> BytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            throw TooLarge();
        }

        using var buffer = new MemoryStream((int)(http.Request.ContentLength ?? 1024));
        var piece = new byte[Math.Clamp(http.Request.ContentLength ?? 16_384, 1, 81_920)];
        int read;
        while ((read = await http.Request.Body.ReadAsync(piece, http.RequestAborted)) > 0)
        {
            buffer.Write(piece, 0, read);
            if (buffer.Length > MostBytes)
            {
                throw TooLarge();
            }
        }

        return buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
    }

    private static Refusal TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, $"The body may have at most {MostBytes} bytes.");
}
