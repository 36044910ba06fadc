namespace FeedbackBot.Conversations.Files;

/// <summary>Reads dialogs/shared.yaml: what the runner says in any flow.</summary>
internal static class SharedFile
{
    private static readonly string[] Opened = ["ticket", "team", "first_response", "resolution", "code"];

    public static Dictionary<Line, Wording> Read(string path, List<DialogError> errors)
    {
        var (file, root) = YamlFile.Open(path, errors);
        var map = file.Keys(root, "the shared texts", [.. Names.All<Line>()]);
        var texts = new WordingNode(file, new ConditionNode(file));
        var lines = new Dictionary<Line, Wording>();
        foreach (var line in Enum.GetValues<Line>())
        {
            var name = Names.Snake(line);
            if (texts.Read(file.Required(map, name, "the shared texts"), name, Placeholders(line)) is { } wording)
                lines[line] = wording;
        }
        return lines;
    }

    private static string[] Placeholders(Line line) => line switch
    {
        Line.Greeting => ["name", "open_tickets"],
        Line.BackTo => ["title", "question"],
        Line.Recap or Line.Resume => ["title"],
        Line.CancelConfirm or Line.Cancelled or Line.Kept or Line.NextMatter => ["title"],
        Line.SeveralMatters => ["first", "second"],
        Line.Corrected or Line.Filled or Line.SummaryLine => ["label", "value"],
        Line.HandedOver => Opened,
        Line.HandedOverAgain or Line.Added or Line.Withdrawn => ["ticket"],
        Line.ThisOrder => ["order"],
        Line.OrderLabel => ["product", "day"],
        _ => [],
    };
}
