using System.Buffers.Text;
using System.Globalization;
using System.Text;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>Reads a query string strictly: an unknown name or value is refused, for a filter that is silently ignored gives wrong lists.</summary>
public sealed class Query
{
    public const int DefaultLimit = 50;
    public const int MostLimit = 200;
    private const int MostText = 200;
    private readonly IQueryCollection _query;
    private readonly Fields _fields = new();

    public Query(HttpContext http, params ReadOnlySpan<string> known)
    {
        _query = http.Request.Query;
        foreach (var name in _query.Keys)
        {
            if (!known.Contains(name))
            {
                _fields.Refuse(ProblemCode.UnknownField, name, $"{name} is not known here; known are {string.Join(", ", known.ToArray())}.");
            }
        }
    }

    public Fields Fields => _fields;

    public string? Text(string name, int most = MostText) => _fields.Line(_query[name].ToString(), name, most);

    /// <summary>Several values, separated by commas or given one by one.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Text(name, 1000)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Several snake_case names of an open list.</summary>
    public IReadOnlyList<string> Names(string name, string example) => [.. Texts(name).Select(t => _fields.Name(t, name, example) ?? "")];

    public IReadOnlyList<T> Words<T>(string name, string? alsoAllowed = null) where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var word in Texts(name))
        {
            if (ColumnForms.TryParse<T>(word, out var value))
            {
                values.Add(value);
            }
            else if (word != alsoAllowed)
            {
                var allowed = alsoAllowed == null ? ColumnForms.WordsOf<T>() : [.. ColumnForms.WordsOf<T>(), alsoAllowed];
                _fields.Refuse(ProblemCode.UnknownValue, name, $"{name} must be one of {string.Join(", ", allowed)}.");
            }
        }

        return values;
    }

    public string OneOf(string name, params string[] allowed)
    {
        var given = Text(name) ?? allowed[0];
        if (!allowed.Contains(given))
        {
            _fields.Refuse(ProblemCode.UnknownValue, name, $"{name} must be one of {string.Join(", ", allowed)}.");
        }

        return given;
    }

    public DateTime? Time(string name)
    {
        // A plus that was not escaped arrives as a space.
        if (Text(name)?.Replace(' ', '+') is not { } text)
        {
            return null;
        }

        if (text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] == '-'
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        _fields.Refuse(ProblemCode.Malformed, name, $"{name} must be a time such as 2026-11-16T08:00:00Z, or a date.");
        return null;
    }

    public int Limit()
    {
        var given = Text("limit");
        if (given == null)
        {
            return DefaultLimit;
        }

        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostLimit)
        {
            return limit;
        }

        _fields.Refuse(ProblemCode.OutOfRange, "limit", $"limit must be a whole number from 1 to {MostLimit}.");
        return DefaultLimit;
    }

    /// <summary>Where the page before ended, in an order by id; null for the first page.</summary>
    public Guid? AfterId(string order)
    {
        if (After(order, parts: 1) is not [var given])
        {
            return null;
        }

        if (Guid.TryParse(given, out var id))
        {
            return id;
        }

        _fields.Refuse(ProblemCode.Malformed, "cursor", "cursor must be the next of a page, or empty.");
        return null;
    }

    /// <summary>Where the page before ended: the parts that <see cref="Cursor.Of"/> was given for this order; null for the first page.</summary>
    public string[]? After(string order, int parts)
    {
        var given = _query["cursor"].ToString();
        if (given.Length == 0)
        {
            return null;
        }

        if (Cursor.Read(given) is [var its, .. var rest] && its == order && rest.Length == parts)
        {
            return rest;
        }

        _fields.Refuse(ProblemCode.Malformed, "cursor", "cursor must be the next of a page in the same order, or empty.");
        return null;
    }

    /// <summary>A part of a cursor as a number; refused where it is none.</summary>
    public long Number(string part)
    {
        if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= DateTime.MaxValue.Ticks)
        {
            return number;
        }

        _fields.Refuse(ProblemCode.Malformed, "cursor", "cursor must be the next of a page in the same order, or empty.");
        return 0;
    }
}

/// <summary>Where a page ended, in characters that need no escaping.</summary>
public static class Cursor
{
    private const char Separator = '\n';

    public static string Of(params string[] parts) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, parts)));

    public static string[]? Read(string cursor)
    {
        if (cursor.Length > 1000 || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        // Only the one text that we would have written is taken.
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(Separator);
        return Of(parts) == cursor ? parts : null;
    }
}
