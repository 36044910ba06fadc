namespace FeedbackBot.Conversations.Files;

/// <summary>Reads dialogs/words.yaml: what customers say that means the same in every flow.</summary>
internal static class WordsFile
{
    private static readonly Map Intents = new("intents", [.. Names.All<Intent>().Select(i => new Entry(i, PhraseNode.Holds, $"what means '{i}' in any flow", Required: true))]);

    public static readonly Map Holds = new("the words file",
        new("fillers", PhraseNode.Lists, "polite words that change nothing", Required: true),
        new("sentence_words", PhraseNode.Lists, "words that only sentences have", Required: true),
        new("negations", PhraseNode.Lists, "what stands right before something that is not wanted", Required: true),
        new("wishes", PhraseNode.Lists, "what stands before something that is wanted", Required: true),
        new("preferences", PhraseNode.Lists, "what stands before the one that is wanted most", Required: true),
        new("intents", Intents, "what customers say that means the same everywhere", Required: true));

    public static Vocabulary Read(string path, List<DialogError> errors)
    {
        var (file, root) = YamlFile.Open(path, errors);
        var map = file.Keys(root, Holds);
        var lists = new PhraseNode(file, []);
        var fillers = lists.List(map["fillers"], "fillers");
        var phrases = new PhraseNode(file, fillers);
        var intents = file.Keys(map["intents"], Intents);
        return new Vocabulary
        {
            Fillers = fillers,
            SentenceWords = Contained(lists.List(map["sentence_words"], "sentence_words")),
            Negations = Contained(lists.List(map["negations"], "negations").Select(n => n + Vocabulary.End)),
            Wishes = Contained(lists.List(map["wishes"], "wishes")),
            Preferences = Contained(lists.List(map["preferences"], "preferences")),
            Intents = Enum.GetValues<Intent>().ToDictionary(
                i => i, i => phrases.Read(intents[Names.Snake(i)], $"intent {Names.Snake(i)}")),
        };
    }

    private static Phrases Contained(IEnumerable<string> phrases) => Phrases.Compile([], phrases, []);
}
