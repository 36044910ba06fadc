namespace FeedbackBot.Conversations.Files;

/// <summary>Reads the dialogs folder: words.yaml, shared.yaml, faq.yaml, and a flow in every other YAML file.</summary>
internal static class DialogFolder
{
    private static readonly string[] Own = ["words.yaml", "shared.yaml", "faq.yaml"];

    public static FlowBook? Read(string folder, out IReadOnlyList<DialogError> errors)
    {
        var found = new List<DialogError>();
        errors = found;
        foreach (var name in Own.Take(2).Where(n => !File.Exists(Path.Combine(folder, n))))
            found.Add(new(name, 1, 1, $"the file is missing; expected it in {folder}"));
        if (found.Count > 0)
            return null;
        var words = WordsFile.Read(Path.Combine(folder, "words.yaml"), found);
        var lines = SharedFile.Read(Path.Combine(folder, "shared.yaml"), found);
        var faq = FaqFile.Read(Path.Combine(folder, "faq.yaml"), words, found);
        var flows = Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
            .Where(path => !Own.Contains(Path.GetFileName(path)))
            .Select(path => new FlowFile(path, words, lines, found).Read())
            .OfType<(Flow Flow, DialogError Place)>().ToList();
        foreach (var twice in flows.GroupBy(f => f.Flow.Name).Where(g => g.Count() > 1))
            found.Add(twice.Last().Place with { Message = $"a second flow named '{twice.Key}'; expected each name once" });
        if (flows.Count == 0 && found.Count == 0)
            found.Add(new("*.yaml", 1, 1, $"no flow in {folder}; expected at least one file with 'flow:'"));
        return found.Count > 0 ? null : new FlowBook(flows.Select(f => f.Flow), words, lines, faq);
    }
}
