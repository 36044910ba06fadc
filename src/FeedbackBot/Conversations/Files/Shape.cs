namespace FeedbackBot.Conversations.Files;

/// <summary>What may stand at one place of a dialog file: readers go by it, and the schema for editors is written from it.</summary>
internal abstract record Shape
{
    public static readonly Shape Text = new Leaf("string");
    public static readonly Shape Number = new Leaf("integer");
    public static readonly Shape Truth = new Leaf("boolean");

    /// <summary>A text that editors may take for a number or a truth value, such as the phrase 1.</summary>
    public static readonly Shape Word = new Leaf("string", "number", "boolean");

    public static Shape Several(Shape one) => new Either(one, new ListOf(one));

    public static Shape OneOf<T>() where T : struct, Enum => new Named([.. Names.All<T>()]);
}

/// <summary>A single value.</summary>
internal sealed record Leaf(params string[] Types) : Shape;

/// <summary>One of a closed list of names.</summary>
internal sealed record Named(params string[] Names) : Shape;

/// <summary>A list.</summary>
internal sealed record ListOf(Shape Item) : Shape;

/// <summary>Any of these.</summary>
internal sealed record Either(params Shape[] Shapes) : Shape;

/// <summary>Keys that the author chooses.</summary>
internal sealed record Keyed(Shape Item) : Shape;

/// <summary>A closed list of keys. Its name tells it in faults and in the schema.</summary>
internal sealed record Map(string Name, params Entry[] Entries) : Shape
{
    public IEnumerable<string> Keys => Entries.Select(e => e.Key);
}

/// <summary>One key of a map and what it means.</summary>
internal sealed record Entry(string Key, Shape Shape, string About, bool Required = false);
