namespace FeedbackBot.Routing;

/// <summary>What starts a regulatory clock: the moment the message arrived, another step being done, or the customer asking for the second stage.</summary>
public enum PackStart { Awareness, Step, Escalation }

/// <summary>What stops a regulatory clock: an answer to the customer, or the decision.</summary>
public enum PackStop { Reply, Resolved }

/// <summary>
/// The clocks and letters that a regulator prescribes, from a file in Packs. They run beside a site's own promises and never pause; a reopened case keeps their start.
/// </summary>
/// <param name="Key">The file's name.</param>
/// <param name="Source">Which rule this is, and what of it is our reading.</param>
/// <param name="TimeZone">Where the regulator's days begin, unless the site chooses a calendar.</param>
public sealed record RegulatoryPack(
    string Key, LocalizedText Name, LocalizedText Source, string TimeZone, IReadOnlyList<PackStep> Steps, IReadOnlyList<PackLetter> Letters)
{
    /// <summary>The step that a second stage starts; null where the pack knows one stage only.</summary>
    public PackStep? SecondStage => Steps.FirstOrDefault(s => s.Starts == PackStart.Escalation);

    public PackStep? Step(string key) => Steps.FirstOrDefault(s => s.Key == key);
}

/// <summary>One clock of a pack.</summary>
/// <param name="After">The step whose end starts this one, where <paramref name="Starts"/> says so.</param>
/// <param name="Extension">Null where the time cannot be extended.</param>
public sealed record PackStep(string Key, LocalizedText Name, Target Target, PackStart Starts, string? After, PackStop Stops, PackExtension? Extension)
{
    /// <summary>The clock's name on a ticket: pack.step.</summary>
    public string ClockOf(RegulatoryPack pack) => $"{pack.Key}.{Key}";
}

/// <summary>How far a step may be extended: with a reason, and the customer told.</summary>
/// <param name="Most">The whole time at most, in the step's unit.</param>
public sealed record PackExtension(int Most);

/// <summary>A letter to the customer. Names in braces are filled in: ticket, customer, received, due, reason, decision.</summary>
public sealed record PackLetter(string Key, LocalizedText Name, LocalizedText Text);
