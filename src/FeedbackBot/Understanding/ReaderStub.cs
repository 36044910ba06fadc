namespace FeedbackBot.Understanding;
public sealed class EmbeddedReader : IReader { public string Name => "stub"; public ValueTask<Reading> ReadAsync(string text, string? h, CancellationToken c = default) => new(Reading.Nothing("stub")); }
public static class TextCleaning { public static string Clean(string text) => text; }
public static class PersonalData { public static string Mask(string text) => text; }
