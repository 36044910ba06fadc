namespace FeedbackBot.Satisfaction;

/// <summary>What was counted for one key: fourteen numbers, whose meaning is given by what was counted (<see cref="ScoreColumns"/> and its like).</summary>
internal sealed class Tally
{
    public const int Size = 14;

    private readonly long[] _numbers = new long[Size];

    public bool IsEmpty => _numbers.All(n => n == 0);

    public long this[int column]
    {
        get => _numbers[column];
        set => _numbers[column] = value;
    }
}
