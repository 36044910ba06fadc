namespace FeedbackBot.Host.Demo;

/// <summary>Chance that falls the same way every time: one seed, and a number for what it decides.</summary>
internal sealed class Dice(int seed, int about)
{
    private readonly Random _random = new(unchecked((seed * 486_187_739) + (about * 16_777_619)));

    /// <summary>0…1.</summary>
    public double Share() => _random.NextDouble();

    public bool Chance(double probability) => Share() < probability;

    public double Between(double low, double high) => low + ((high - low) * Share());

    public int Whole(int low, int high) => _random.Next(low, high + 1);

    public T One<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public T Weighted<T>(IReadOnlyCollection<T> from, Func<T, double> weight)
    {
        var mark = Share() * from.Sum(weight);
        foreach (var item in from)
        {
            mark -= weight(item);
            if (mark < 0)
            {
                return item;
            }
        }

        return from.Last();
    }
}
