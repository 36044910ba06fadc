namespace FeedbackBot.Host.Demo;

/// <summary>company.yaml: the invented company, its teams, rules, hours and people.</summary>
internal sealed class SampleCompany
{
    public Dictionary<string, string> Name { get; init; } = [];

    public string Domain { get; init; } = "";

    public string Currency { get; init; } = "";

    /// <summary>Every sample person signs in with it.</summary>
    public string Password { get; init; } = "";

    /// <summary>The name of the manager's campaign.</summary>
    public string Campaign { get; init; } = "";

    public SampleSurvey Survey { get; init; } = new();

    public List<SampleTeam> Teams { get; init; } = [];

    public List<SampleRule> Rules { get; init; } = [];

    public List<SampleCalendar> Calendars { get; init; } = [];

    public List<SamplePolicy> Policies { get; init; } = [];

    public List<SampleStaff> Staff { get; init; } = [];

    public List<SampleProduct> Products { get; init; } = [];

    /// <summary>Sunday first, by language.</summary>
    public Dictionary<string, List<string>> Weekdays { get; init; } = [];

    public Dictionary<string, double> Issues { get; init; } = [];

    public Dictionary<string, double> Posts { get; init; } = [];

    public Dictionary<string, double> HouseholdPosts { get; init; } = [];

    public Dictionary<string, SampleStory> Stories { get; init; } = [];

    public SampleWave Wave { get; init; } = new();

    public string EmailOf(SampleStaff staff) => $"{staff.Key}@{Domain}";
}

/// <summary>A matter that nobody spoke of before, and that more and more customers tell of.</summary>
internal sealed class SampleWave
{
    public string Issue { get; init; } = "";

    /// <summary>How many customers of each language tell of it, by week.</summary>
    public Dictionary<int, int> Weeks { get; init; } = [];
}

internal sealed class SampleTeam
{
    public string Key { get; init; } = "";

    public Dictionary<string, string> Name { get; init; } = [];
}

/// <summary>What a rule or a policy asks of a case; the words are those of routing.</summary>
internal class SampleConditions
{
    public int Position { get; init; }

    public string Name { get; init; } = "";

    public List<string> Kinds { get; init; } = [];

    public List<string> Topics { get; init; } = [];

    public List<string> Flags { get; init; } = [];

    public List<string> Languages { get; init; } = [];

    public List<string> Tiers { get; init; } = [];

    public List<string> Priorities { get; init; } = [];
}

internal sealed class SampleRule : SampleConditions
{
    public string Team { get; init; } = "";
}

internal sealed class SamplePolicy : SampleConditions
{
    public int FirstResponse { get; init; }

    public int Resolution { get; init; }

    public string Calendar { get; init; } = "";
}

/// <summary>Hours in minutes after local midnight.</summary>
internal sealed class SampleCalendar
{
    public string Name { get; init; } = "";

    public string Zone { get; init; } = "";

    public List<List<int>> Weekdays { get; init; } = [];

    public List<List<int>> Saturdays { get; init; } = [];

    public List<string> Closed { get; init; } = [];

    /// <summary>Days off that are worked in exchange for a holiday.</summary>
    public List<string> MakeUp { get; init; } = [];
}

internal sealed class SampleStaff
{
    public string Key { get; init; } = "";

    public string Name { get; init; } = "";

    public List<string> Roles { get; init; } = [];

    public string Language { get; init; } = "";

    public string Zone { get; init; } = "";

    /// <summary>Teams whose cases this person takes.</summary>
    public List<string> Teams { get; init; } = [];

    /// <summary>The language of the customers this person answers.</summary>
    public string? Speaks { get; init; }
}

internal sealed class SampleProduct
{
    public Dictionary<string, string> One { get; init; } = [];

    public string Many { get; init; } = "";
}

/// <summary>What makes an account's weeks differ from others'.</summary>
internal sealed class SampleStory
{
    public List<string> Issues { get; init; } = [];

    /// <summary>How often a case is about one of <see cref="Issues"/> outside the extra ones, 0…1.</summary>
    public double Prefer { get; init; }

    /// <summary>Share of questions that are answered, 0…1.</summary>
    public double Answers { get; init; }

    public Dictionary<int, int> Extra { get; init; } = [];

    public Dictionary<int, double> Mood { get; init; } = [];

    /// <summary>Weeks in which promises to this account were mostly broken.</summary>
    public List<int> BadWeeks { get; init; } = [];
}
