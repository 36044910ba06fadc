namespace FeedbackBot.Understanding.Embedded;

/// <summary>The names that the lexicon files may use.</summary>
internal static class Vocabulary
{
    public const int OtherTopic = 8;

    public static readonly string[] Topics =
        ["delivery", "billing", "product_quality", "staff_service", "app_website", "returns_refund", "account", "privacy_safety", "other"];

    /// <summary>In the order of <see cref="FeedbackKind"/>; the last is called smalltalk since "other" is a topic.</summary>
    public static readonly string[] Kinds = ["complaint", "suggestion", "praise", "question", "smalltalk"];

    public static readonly Dictionary<string, ReadingFlags> Flags = new()
    {
        ["safety"] = ReadingFlags.Safety,
        ["self-harm"] = ReadingFlags.SelfHarm,
        ["legal"] = ReadingFlags.Legal,
        ["regulator"] = ReadingFlags.Regulator,
        ["churn"] = ReadingFlags.Churn,
        ["abuse"] = ReadingFlags.Abuse,
        ["spam"] = ReadingFlags.Spam,
        ["wants-human"] = ReadingFlags.WantsHuman,
        ["money-wrongly-taken"] = ReadingFlags.MoneyWronglyTaken,
        ["stranded"] = ReadingFlags.Stranded,
    };
}
