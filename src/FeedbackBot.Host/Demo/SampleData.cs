using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FeedbackBot.Host.Demo;

/// <summary>The sample company as its files tell it: who it is, whom it serves, and what is said.</summary>
internal sealed class SampleData
{
    private SampleData(SampleCompany company, IReadOnlyList<SampleAccount> accounts, IReadOnlyDictionary<string, IReadOnlyList<SampleCase>> cases, SampleTalk talk, SamplePrepared prepared) =>
        (Company, Accounts, Cases, Talk, Prepared) = (company, accounts, cases, talk, prepared);

    public SampleCompany Company { get; }

    public IReadOnlyList<SampleAccount> Accounts { get; }

    /// <summary>By language.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SampleCase>> Cases { get; }

    public SampleTalk Talk { get; }

    public SamplePrepared Prepared { get; }

    public static SampleData Load()
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
        return new(
            Read<SampleCompany>(yaml, "company"),
            Read<List<SampleAccount>>(yaml, "accounts"),
            new[] { Languages.Chinese, Languages.English }.ToDictionary(l => l, IReadOnlyList<SampleCase> (l) => Read<List<SampleCase>>(yaml, "cases." + l)),
            Read<SampleTalk>(yaml, "talk"),
            Read<SamplePrepared>(yaml, "prepared"));
    }

    public SampleCase CaseOf(string language, string issue) => Cases[language].First(c => c.Issue == issue);

    private static T Read<T>(IDeserializer yaml, string file)
    {
        using var stream = typeof(SampleData).Assembly.GetManifestResourceStream($"FeedbackBot.Host.Demo.{file}.yaml")
            ?? throw new InvalidOperationException($"The demo's file {file}.yaml is not in the program.");
        using var reader = new StreamReader(stream);
        return yaml.Deserialize<T>(reader);
    }
}
