namespace FeedbackBot.Accounts;

/// <summary>What a member of staff wants to be found as; somebody whose console has fallen silent is away whatever they chose.</summary>
public enum Presence { Available, Busy, Away }

/// <summary>The desk of a member of staff: what work can be given to them now.</summary>
public sealed partial class StaffMember
{
    /// <summary>A sign of life is written down at most this often; open pages of the console ask something every ten seconds, hidden ones every minute.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    /// <summary>Without a sign of life for so long, a member is away.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    public const int MostCapacity = 500;

    /// <summary>Words that routing rules ask for, lower case.</summary>
    public IReadOnlyList<string> Skills { get; private set; } = [];

    /// <summary>Languages of customers this member can write, zh-Hans or en; empty is any.</summary>
    public IReadOnlyList<string> Speaks { get; private set; } = [];

    /// <summary>As chosen; what holds is <see cref="PresenceAt"/>.</summary>
    public Presence Presence { get; private set; }

    public DateTime? PresenceSince { get; private set; }

    public DateTime? LastBeatAt { get; private set; }

    /// <summary>When work was last given to this member or taken by them: who waits longest is next.</summary>
    public DateTime? LastAssignedAt { get; private set; }

    /// <summary>Live chats at once.</summary>
    public int ChatCapacity { get; private set; } = 3;

    /// <summary>Other cases at once that wait for us.</summary>
    public int CaseCapacity { get; private set; } = 25;

    /// <summary>First and last day of an absence, in the member's own time zone.</summary>
    public DateOnly? AbsentFrom { get; private set; }

    public DateOnly? AbsentUntil { get; private set; }

    /// <summary>Who gets, during an absence, what this member would have got.</summary>
    public Guid? ReplacementId { get; private set; }

    public Presence PresenceAt(DateTime now) => IsSilentAt(now) || IsAbsentAt(now) ? Presence.Away : Presence;

    /// <summary>Since when this member has been found as they are found now; null where that was never otherwise.</summary>
    public DateTime? PresenceSinceAt(DateTime now) => IsSilentAt(now) && Presence != Presence.Away ? LastBeatAt + Silence : PresenceSince;

    public bool IsAbsentAt(DateTime now)
    {
        var today = DateOnly.FromDateTime(LocalTime.Of(now, TimeZone));
        return AbsentFrom <= today && !(AbsentUntil < today);
    }

    public void ShowAs(Presence presence, DateTime at)
    {
        if (Presence != presence)
        {
            (Presence, PresenceSince) = (presence, at);
        }

        LastBeatAt = at;
    }

    /// <summary>A sign of life; after a silence the chosen presence holds again from now.</summary>
    public void GiveSignOfLife(DateTime at)
    {
        if (IsSilentAt(at))
        {
            PresenceSince = at;
        }

        LastBeatAt = at;
    }

    internal void WasGivenWork(DateTime at) => LastAssignedAt = at;

    public void Work(DeskFacts facts)
    {
        Check(facts.ChatCapacity, "chat_capacity");
        Check(facts.CaseCapacity, "case_capacity");
        if (facts.AbsentUntil < facts.AbsentFrom || (facts.AbsentFrom == null && facts.AbsentUntil != null))
        {
            throw new RuleViolation("absence_ends_first", "An absence begins before it ends.", "absent_until");
        }

        if (facts.ReplacementId == Id)
        {
            throw new RuleViolation("own_replacement", "Nobody can stand in for themselves.", "replacement");
        }

        (Skills, Speaks) = ([.. facts.Skills], [.. facts.Speaks]);
        (ChatCapacity, CaseCapacity) = (facts.ChatCapacity, facts.CaseCapacity);
        (AbsentFrom, AbsentUntil, ReplacementId) = (facts.AbsentFrom, facts.AbsentUntil, facts.ReplacementId);
    }

    private bool IsSilentAt(DateTime now) => !(now - LastBeatAt < Silence);

    private static void Check(int capacity, string field)
    {
        if (capacity is < 0 or > MostCapacity)
        {
            throw new RuleViolation("capacity_range", $"{field} must be between 0 and {MostCapacity}.", field);
        }
    }
}

/// <summary>What a member can do and how much of it, and when they are not there.</summary>
public sealed record DeskFacts(
    IReadOnlyList<string> Skills, IReadOnlyList<string> Speaks, int ChatCapacity, int CaseCapacity, DateOnly? AbsentFrom, DateOnly? AbsentUntil, Guid? ReplacementId);
