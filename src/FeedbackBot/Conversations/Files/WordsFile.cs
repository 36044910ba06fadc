namespace FeedbackBot.Conversations.Files;

/// <summary>Reads dialogs/words.yaml: what customers say that means the same in every flow.</summary>
internal static class WordsFile
{
    public static Vocabulary Read(string path, List<DialogError> errors)
    {
        var (file, root) = YamlFile.Open(path, errors);
        var map = file.Keys(root, "the words file", "fillers", "sentence_words", "negations", "wishes", "preferences", "intents");
        var lists = new PhraseNode(file, []);
        var fillers = lists.List(file.Required(map, "fillers", "the words file"), "fillers");
        var phrases = new PhraseNode(file, fillers);
        var intents = file.Keys(file.Required(map, "intents", "the words file"), "intents", [.. Names.All<Intent>()]);
        return new Vocabulary
        {
            Fillers = fillers,
            SentenceWords = Contained(lists.List(file.Required(map, "sentence_words", "the words file"), "sentence_words")),
            Negations = Contained(lists.List(file.Required(map, "negations", "the words file"), "negations").Select(n => n + Vocabulary.End)),
            Wishes = Contained(lists.List(file.Required(map, "wishes", "the words file"), "wishes")),
            Preferences = Contained(lists.List(file.Required(map, "preferences", "the words file"), "preferences")),
            Intents = Enum.GetValues<Intent>().ToDictionary(
                i => i, i => phrases.Read(file.Required(intents, Names.Snake(i), "intents"), $"intent {Names.Snake(i)}")),
        };
    }

    private static Phrases Contained(IEnumerable<string> phrases) => Phrases.Compile([], phrases, []);
}
