using YamlDotNet.Serialization;

namespace FeedbackBot.Host.Demo;

/// <summary>accounts.yaml: an organisation or household that the sample company serves.</summary>
internal sealed class SampleAccount
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string Owner { get; init; } = "";

    public string Region { get; init; } = "";

    public string Segment { get; init; } = "";

    /// <summary>Whole units of the company's currency a year.</summary>
    public long Value { get; init; }

    public long Potential { get; init; }

    public string Since { get; init; } = "";

    public int Orders { get; init; }

    public string Level { get; init; } = "";

    public string Language { get; init; } = "";

    public string Zone { get; init; } = "";

    public double Weight { get; init; }

    /// <summary>How easily they are satisfied, 0…1.</summary>
    public double Mood { get; init; }

    public string? Story { get; init; }

    public List<SampleContact> Contacts { get; init; } = [];

    [YamlIgnore]
    public bool IsHousehold => Segment == "household";
}

internal sealed class SampleContact
{
    public string Name { get; init; } = "";

    public string Mail { get; init; } = "";

    /// <summary>The key in the sample company's own systems.</summary>
    [YamlIgnore]
    public string Key => Mail.Replace('@', '-').Replace(".example", "", StringComparison.Ordinal);
}

/// <summary>cases.*.yaml: one matter in its many wordings, and how it is answered.</summary>
internal sealed class SampleCase
{
    public string Issue { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Topic { get; init; } = "";

    public List<string> Texts { get; init; } = [];

    public List<string> Replies { get; init; } = [];

    public List<SampleEnd> Ends { get; init; } = [];

    /// <summary>Reasons given with a good rating, and with a bad one.</summary>
    public List<string> Good { get; init; } = [];

    public List<string> Bad { get; init; } = [];
}

internal sealed class SampleEnd
{
    public string Cause { get; init; } = "";

    public string Remedy { get; init; } = "";

    /// <summary>customer, us or third_party.</summary>
    public string Whose { get; init; } = "";

    public string Message { get; init; } = "";
}

/// <summary>talk.yaml: small things said around a case, by language.</summary>
internal sealed class SampleTalk
{
    /// <summary>By the bot's step.</summary>
    public Dictionary<string, Dictionary<string, List<string>>> AnswersToTheBot { get; init; } = [];

    public Dictionary<string, Dictionary<string, string>> KindWords { get; init; } = [];

    public Dictionary<string, List<string>> Thanks { get; init; } = [];

    public Dictionary<string, List<string>> CustomerFollowUps { get; init; } = [];

    public Dictionary<string, List<string>> AgentFollowUps { get; init; } = [];

    public Dictionary<string, List<string>> Notes { get; init; } = [];

    public Dictionary<string, List<string>> Reopening { get; init; } = [];

    public Dictionary<string, List<string>> AfterReopening { get; init; } = [];

    public Dictionary<string, List<string>> Holding { get; init; } = [];

    public Dictionary<string, string> Withdrawals { get; init; } = [];

    public Dictionary<string, string> Skip { get; init; } = [];

    /// <summary>high, middle and low.</summary>
    public Dictionary<string, Dictionary<string, List<string>>> NpsReasons { get; init; } = [];

    public Dictionary<string, Dictionary<string, string>> MergedPair { get; init; } = [];

    public List<SampleMixed> Mixed { get; init; } = [];
}

/// <summary>A message in both languages at once.</summary>
internal sealed class SampleMixed
{
    public string Issue { get; init; } = "";

    public string Text { get; init; } = "";
}
