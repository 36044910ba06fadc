using FeedbackBot.Conversations.Files;

namespace FeedbackBot.Conversations;

/// <summary>The JSON schemas by which editors help authors of dialog files, made from what the reader itself goes by.</summary>
public static class DialogSchemas
{
    /// <summary>File names and their contents.</summary>
    public static IReadOnlyDictionary<string, string> All => new SortedDictionary<string, string>
    {
        ["flow.schema.json"] = SchemaFile.Write(FlowFile.Holds),
        ["shared.schema.json"] = SchemaFile.Write(SharedFile.Holds),
        ["words.schema.json"] = SchemaFile.Write(WordsFile.Holds),
        ["faq.schema.json"] = SchemaFile.Write(FaqFile.Holds),
    };

    public static void Write(string folder)
    {
        foreach (var (name, schema) in All)
            File.WriteAllText(Path.Combine(folder, name), schema);
    }
}
