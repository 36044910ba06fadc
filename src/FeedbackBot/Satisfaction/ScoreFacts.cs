using FeedbackBot.Surveys;

namespace FeedbackBot.Satisfaction;

/// <summary>What was counted for one key: answers by value 0…10, then questions sent, answered and dismissed.</summary>
internal sealed class ScoreFacts
{
    /// <summary>Columns: values 0…10 and the three counts of questions.</summary>
    public const int Count = 14;

    public const int SentAt = 11;
    public const int AnsweredAt = 12;
    public const int DismissedAt = 13;

    public static readonly ScoreFacts None = new();

    private readonly long[] _numbers = new long[Count];

    public long Sent => _numbers[SentAt];

    public long Answered => _numbers[AnsweredAt];

    public long Dismissed => _numbers[DismissedAt];

    public bool IsEmpty => _numbers.All(n => n == 0);

    public long this[int column]
    {
        get => _numbers[column];
        set => _numbers[column] = value;
    }

    /// <summary>Answers by value; only those that were given.</summary>
    public Dictionary<int, long> Values => Enumerable.Range(0, SentAt).Where(v => _numbers[v] != 0).ToDictionary(v => v, v => _numbers[v]);

    /// <summary>The columns in which a question of this status counts as one.</summary>
    public static IEnumerable<int> ColumnsOf(InvitationStatus status) => status switch
    {
        InvitationStatus.Cancelled => [],
        InvitationStatus.Answered => [SentAt, AnsweredAt],
        InvitationStatus.Dismissed => [SentAt, DismissedAt],
        _ => [SentAt],
    };
}
