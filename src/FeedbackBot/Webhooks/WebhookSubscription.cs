using FeedbackBot.Outbox;

namespace FeedbackBot.Webhooks;

/// <summary>Another system that is told what happens here.</summary>
public sealed class WebhookSubscription
{
    /// <summary>Of a receiver that answered 410: it wants nothing more.</summary>
    public const string Gone = "gone";

    private WebhookSubscription()
    {
    }

    internal WebhookSubscription(string sealedSecret, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (Secret, CreatedAt, UpdatedAt, Enabled) = (sealedSecret, at, at, true);
    }

    public Guid Id { get; private set; }

    public string Url { get; private set; } = "";

    /// <summary>For the trail: the rest of an address may hold a receiver's password.</summary>
    internal string HostName => new Uri(Url).Authority;

    /// <summary>What it listens to, of <see cref="WebhookEventTypes.All"/>.</summary>
    public IReadOnlyList<string> Types { get; private set; } = [];

    public string? Description { get; private set; }

    public bool Enabled { get; private set; }

    /// <summary>Whether it may hear of cases that somebody is kept away from.</summary>
    public bool IncludesRestricted { get; private set; }

    /// <summary>Sealed; only the receiver and the one who made it have seen it.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>The one before, sealed.</summary>
    public string? PreviousSecret { get; private set; }

    public DateTime? PreviousUntil { get; private set; }

    /// <summary>Why it was switched off by itself; null where a person did, or where it is on.</summary>
    public string? DisabledBecause { get; private set; }

    public int FailuresInARow { get; private set; }

    /// <summary>Until then nothing is sent; afterwards one delivery tries. Null while all is well.</summary>
    public DateTime? HeldUntil { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    /// <summary>Counts changes by people, so that nobody overwrites what they have not seen.</summary>
    public int Version { get; private set; }

    /// <summary>Back in order, it is tried again at once.</summary>
    internal void Become(WebhookForm form, DateTime at)
    {
        if (form.Url is { } url && url != Url || form.Enabled == true && !Enabled)
        {
            (FailuresInARow, HeldUntil, DisabledBecause) = (0, null, null);
        }

        (Url, Types, Enabled) = (form.Url ?? Url, form.Types ?? Types, form.Enabled ?? Enabled);
        (Description, IncludesRestricted) = (form.Description is { } words ? words.Length == 0 ? null : words : Description, form.IncludesRestricted ?? IncludesRestricted);
        Changed(at);
    }

    internal void Rotate(string sealedSecret, TimeSpan overlap, DateTime at)
    {
        (PreviousSecret, PreviousUntil) = overlap > TimeSpan.Zero ? (Secret, at + overlap) : ((string?)null, (DateTime?)null);
        Secret = sealedSecret;
        Changed(at);
    }

    internal void SwitchOff(string because, DateTime at)
    {
        (Enabled, DisabledBecause) = (false, because);
        Changed(at);
    }

    /// <summary>The sealed secrets that are valid now, the newest first.</summary>
    public IEnumerable<string> SecretsAt(DateTime now) => PreviousSecret is { } before && PreviousUntil > now ? [Secret, before] : [Secret];

    private void Changed(DateTime at) => (UpdatedAt, Version) = (at, Version + 1);
}

/// <summary>What is told of a subscription; what is null stays as it is.</summary>
public sealed record WebhookForm
{
    public string? Url { get; init; }

    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Empty takes it away.</summary>
    public string? Description { get; init; }

    public bool? Enabled { get; init; }

    public bool? IncludesRestricted { get; init; }

    internal void Check(OutboxOptions options)
    {
        if (Url != null)
        {
            WebhookAddress.Check(Url, options);
        }

        if (Types is { } types && (types.Count == 0 || types.Except(WebhookEventTypes.All).Any() || types.Distinct().Count() != types.Count))
        {
            throw new RuleViolation("bad_event_types", $"Choose at least one of {string.Join(", ", WebhookEventTypes.All)}, each once.", "types");
        }

        if (Description?.Length > 200)
        {
            throw new RuleViolation("too_long", "A description has at most 200 characters.", "description");
        }
    }
}

/// <summary>Seals secrets for the database and opens them again; the keys lie outside it.</summary>
/// <param name="Open">Throws where the keys are lost.</param>
public sealed record SecretSeal(Func<string, string> Close, Func<string, string> Open);
