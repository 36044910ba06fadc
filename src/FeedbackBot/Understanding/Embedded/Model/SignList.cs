namespace FeedbackBot.Understanding.Embedded.Model;

/// <summary>What lexicon and rules have seen in a message, as numbers that the model weighs: feelings, kinds, topics, flags, roles, length and marks.</summary>
internal static class SignList
{
    private const int Steps = 5, Lengths = 7, RoleCount = 29, FlagCount = 10, FewUnits = 6;

    // Where each group of signs begins.
    private const int Amounts = 0, Grid = Amounts + 10, Rules = Grid + Steps * Steps, KindWeights = Rules + 5,
        TopicWeights = KindWeights + 5, Flag = TopicWeights + 9, Role = Flag + FlagCount, Length = Role + RoleCount, Marks = Length + Lengths;

    private const int Short = Marks + 10;

    public const int Count = Short + 9;

    public static void Collect(Tally tally, Features into)
    {
        Span<double> rules = stackalloc double[5];
        KindRule.Weigh(tally, rules);
        Verdicts.Collect(tally, rules, into.Verdicts);
        var signs = into.Signs;
        var (good, bad) = (Soft(tally.Good), Soft(tally.Bad));
        signs[Amounts] = good;
        signs[Amounts + 1] = bad;
        signs[Amounts + 2] = Soft(tally.Worst);
        signs[Amounts + 3] = MathF.Tanh((tally.Good - tally.Bad) * 0.45f);
        signs[Amounts + 4] = Math.Min(good, bad);
        var units = Math.Max(1, tally.Units);
        signs[Amounts + 5] = Math.Min(1, tally.Good / units * 3);
        signs[Amounts + 6] = Math.Min(1, tally.Bad / units * 3);
        signs[Amounts + 7] = Math.Min(1, tally.Phrases / (float)units);
        signs[Amounts + 8] = tally.Urgency == Urgency.High ? 1 : 0;
        signs[Amounts + 9] = 1;
        signs[Grid + Step(tally.Good) * Steps + Step(tally.Bad)] = 1;
        for (var k = 0; k < 5; k++)
        {
            signs[Rules + k] = (float)Math.Tanh(rules[k] / 2.5);
            signs[KindWeights + k] = Soft(tally.Kinds[k]);
        }

        for (var t = 0; t < 9; t++) signs[TopicWeights + t] = Soft(tally.Topics[t]);
        for (var f = 0; f < FlagCount; f++) signs[Flag + f] = ((int)tally.Flags >> f) & 1;
        for (var r = 0; r < RoleCount; r++) signs[Role + r] = ((ulong)tally.Roles >> r) & 1;
        signs[Length + LengthStep(tally.Units)] = 1;
        signs[Marks] = tally.EndsAsQuestion ? 1 : 0;
        signs[Marks + 1] = tally.WhyAndTrouble ? 1 : 0;
        signs[Marks + 2] = tally.WishForChange ? 1 : 0;
        signs[Marks + 3] = Math.Min(1, tally.Text.Questions / 2f);
        signs[Marks + 4] = Math.Min(1, tally.Text.Exclamations / 3f);
        signs[Marks + 5] = tally.EndsAsQuestion && tally.Bad > 0.5f ? 1 : 0;
        signs[Marks + 6] = Math.Min(1, tally.Text.Capitals / (1f + tally.Text.Length) * 2);
        signs[Marks + 7] = tally.Roles.HasFlag(Roles.But) && tally.Good > 0.3f ? 1 : 0;
        signs[Marks + 8] = tally.Tokens.Count == 0 ? 1 : 0;
        signs[Marks + 9] = Math.Min(1, tally.Text.Ellipses / 2f);
        if (tally.Units <= FewUnits) WhenShort(signs);
    }

    /// <summary>In a few words there are few n-grams: there the lexicon's word has a weight of its own.</summary>
    private static void WhenShort(float[] signs)
    {
        for (var i = 0; i < 2; i++) signs[Short + i] = signs[Amounts + i];
        signs[Short + 2] = signs[Amounts + 3];
        for (var k = 0; k < 5; k++) signs[Short + 3 + k] = signs[Rules + k];
        signs[Short + 8] = signs[Amounts + 7];
    }

    /// <summary>Ever larger sums say ever less more.</summary>
    private static float Soft(float sum) => MathF.Tanh(sum / 2.5f);

    private static int Step(float sum) => sum switch { < 0.1f => 0, < 0.6f => 1, < 1.3f => 2, < 2.6f => 3, _ => 4 };

    private static int LengthStep(int units) => units switch { <= 1 => 0, <= 3 => 1, <= 6 => 2, <= 12 => 3, <= 25 => 4, <= 60 => 5, _ => 6 };
}
