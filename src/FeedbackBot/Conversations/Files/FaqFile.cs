namespace FeedbackBot.Conversations.Files;

/// <summary>Reads dialogs/faq.yaml: questions that are answered on the spot.</summary>
internal static class FaqFile
{
    private static readonly Map Question = new("question",
        new("id", Shape.Text, "its name; each once", Required: true),
        new("asked", PhraseNode.Holds, "how it is asked", Required: true),
        new("answer", WordingNode.Holds, "what is answered", Required: true));

    public static readonly Map Holds = new("the FAQ", new Entry("questions", new ListOf(Question), "questions that are answered on the spot", Required: true));

    public static List<FaqEntry> Read(string path, Vocabulary words, List<DialogError> errors)
    {
        if (!File.Exists(path))
            return [];
        var (file, root) = YamlFile.Open(path, errors);
        var map = file.Keys(root, Holds);
        var texts = new WordingNode(file, new ConditionNode(file));
        var entries = new List<FaqEntry>();
        foreach (var node in file.List(map["questions"], "questions"))
        {
            var item = file.Keys(node, Question, "a question");
            var id = file.Scalar(item["id"], "an id");
            var answer = texts.Read(item["answer"], "answer", []);
            var asked = new PhraseNode(file, words.Fillers).Read(item["asked"], "asked");
            if (entries.Any(e => e.Id == id))
                file.Fault(item["id"]!, $"a second question '{id}'; expected each id once");
            if (id is not null && answer is not null)
                entries.Add(new FaqEntry(id, asked, answer));
        }
        return entries;
    }
}
