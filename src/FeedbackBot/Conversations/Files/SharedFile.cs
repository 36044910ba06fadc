namespace FeedbackBot.Conversations.Files;

/// <summary>Reads dialogs/shared.yaml: what the runner says in any flow.</summary>
internal static class SharedFile
{
    public static readonly Map Holds = new("the shared texts", [.. Enum.GetValues<Line>().Select(l => new Entry(Names.Snake(l), WordingNode.Holds, About(l), Required: true))]);

    public static Dictionary<Line, Wording> Read(string path, List<DialogError> errors)
    {
        var (file, root) = YamlFile.Open(path, errors);
        var map = file.Keys(root, Holds);
        var texts = new WordingNode(file, new ConditionNode(file));
        var lines = new Dictionary<Line, Wording>();
        foreach (var line in Enum.GetValues<Line>())
        {
            var name = Names.Snake(line);
            if (texts.Read(map[name], name, Placeholders(line)) is { } wording)
                lines[line] = wording;
        }
        return lines;
    }

    private static string About(Line line) => Placeholders(line) is { Length: > 0 } names
        ? "may contain " + string.Join(", ", names.Select(n => $"{{{n}}}")) : "said in any flow";

    private static string[] Placeholders(Line line) => line switch
    {
        Line.Greeting => ["name", "open_tickets"],
        Line.BackTo => ["title", "question"],
        Line.Recap or Line.Resume => ["title"],
        Line.CancelConfirm or Line.Cancelled or Line.Kept or Line.NextMatter => ["title"],
        Line.Corrected or Line.Filled or Line.SummaryLine => ["label", "value"],
        Line.HandedOver or Line.HandedOverLater => EffectNode.OfReceipt,
        Line.HandedOverLive => [.. EffectNode.OfReceipt, "line"],
        Line.HandedOverAgainLive => ["ticket", "line"],
        Line.Repeated => ["said"],
        Line.SeveralMatters => ["matters", "count"],
        Line.HandedOverAgain or Line.Added or Line.OpenAgain or Line.Withdrawn => ["ticket"],
        Line.ThisOrder => ["order"],
        Line.OrderLabel => ["product", "day"],
        _ => [],
    };
}
