using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

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
            var value = JsonSerializer.Deserialize(LoneSurrogates.Remove(bytes), type);
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

/// <summary>Half a character, written as an escape without its other half, cannot be decoded; it is dropped, as everywhere where text is heard.</summary>
public static class LoneSurrogates
{
    private const int EscapeLength = 6;

    public static ReadOnlySpan<byte> Remove(byte[] json)
    {
        if (json.AsSpan().IndexOf("\\ud"u8) < 0 && json.AsSpan().IndexOf("\\uD"u8) < 0)
        {
            return json;
        }

        var kept = new byte[json.Length];
        var length = 0;
        for (var at = 0; at < json.Length;)
        {
            var unit = Unit(json, at);
            var next = unit is >= 0xD800 and < 0xDC00 ? Unit(json, at + EscapeLength) : -1;
            var take = unit switch
            {
                >= 0xD800 and < 0xDC00 => next is >= 0xDC00 and < 0xE000 ? 2 * EscapeLength : 0,
                >= 0xDC00 and < 0xE000 => 0,
                >= 0 => EscapeLength,
                _ => json[at] == '\\' ? 2 : 1,
            };
            var step = take == 0 ? EscapeLength : Math.Min(take, json.Length - at);
            if (take > 0)
            {
                json.AsSpan(at, step).CopyTo(kept.AsSpan(length));
                length += step;
            }

            at += step;
        }

        return kept.AsSpan(0, length);
    }

    /// <summary>The UTF-16 unit that an escape at <paramref name="at"/> stands for; −1 where there is none.</summary>
    private static int Unit(byte[] json, int at)
    {
        if (at + EscapeLength > json.Length || json[at] != '\\' || json[at + 1] != 'u')
        {
            return -1;
        }

        var unit = 0;
        for (var i = at + 2; i < at + EscapeLength; i++)
        {
            if (!char.IsAsciiHexDigit((char)json[i]))
            {
                return -1;
            }

            unit = (unit << 4) | Convert.ToInt32(((char)json[i]).ToString(), 16);
        }

        return unit;
    }
}
