namespace FeedbackBot.Understanding.Embedded;

/// <summary>What one message adds up to; the deciders read it. Kept per thread and cleared, so reading allocates little.</summary>
internal sealed class Tally
{
    public readonly List<Token> Tokens = new(64);
    public readonly float[] Kinds = new float[Vocabulary.Kinds.Length];
    public readonly float[] Topics = new float[Vocabulary.Topics.Length];

    public FoldedText Text { get; } = new();

    /// <summary>Weighted good and bad feeling, both counted upwards from zero.</summary>
    public float Good { get; set; }

    public float Bad { get; set; }

    /// <summary>The strongest single bad feeling, before weights.</summary>
    public float Worst { get; set; }

    public float MainTopic
    {
        get
        {
            var best = 0f;
            foreach (var weight in Topics) best = Math.Max(best, weight);
            return best;
        }
    }

    public ReadingFlags Flags { get; set; }

    public Urgency Urgency { get; set; }

    public Roles Roles { get; set; }

    /// <summary>Words and Chinese characters in the message.</summary>
    public int Units { get; set; }

    public int Phrases { get; set; }

    public bool WhyAndTrouble { get; set; }

    public bool WishForChange { get; set; }

    public bool EndsAsQuestion { get; set; }

    public void Clear()
    {
        Tokens.Clear();
        Array.Clear(Kinds);
        Array.Clear(Topics);
        Good = Bad = Worst = 0;
        Flags = ReadingFlags.None;
        Urgency = Urgency.Low;
        Roles = Roles.None;
        Units = Phrases = 0;
        WhyAndTrouble = WishForChange = EndsAsQuestion = false;
    }
}
