using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Understanding;

internal static class Reader
{
    public static readonly EmbeddedReader Embedded = ReadingModel.Open(null).Reader;

    public static Reading Read(string text, string? hint = null) => Embedded.Read(text, hint);
}
