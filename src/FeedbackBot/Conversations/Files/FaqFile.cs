namespace FeedbackBot.Conversations.Files;

/// <summary>Reads dialogs/faq.yaml: questions that are answered on the spot.</summary>
internal static class FaqFile
{
    public static List<FaqEntry> Read(string path, Vocabulary words, List<DialogError> errors)
    {
        if (!File.Exists(path))
            return [];
        var (file, root) = YamlFile.Open(path, errors);
        var map = file.Keys(root, "the FAQ", "questions");
        var texts = new WordingNode(file, new ConditionNode(file));
        var entries = new List<FaqEntry>();
        foreach (var node in file.List(file.Required(map, "questions", "the FAQ"), "questions"))
        {
            var item = file.Keys(node, "a question", "id", "asked", "answer");
            var id = file.Scalar(file.Required(item, "id", "a question"), "an id");
            var answer = texts.Read(file.Required(item, "answer", "a question"), "answer", []);
            var asked = new PhraseNode(file, words.Fillers).Read(file.Required(item, "asked", "a question"), "asked");
            if (id is not null && answer is not null)
                entries.Add(new FaqEntry(id, asked, answer));
        }
        return entries;
    }
}
