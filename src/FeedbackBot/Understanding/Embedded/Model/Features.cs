namespace FeedbackBot.Understanding.Embedded.Model;

/// <summary>What the model sees of one message: hashed n-grams, and signs with a strength. Kept per thread and cleared.</summary>
internal sealed class Features
{
    /// <summary>Places for n-grams: 2 to the power of this.</summary>
    public const int Bits = 18;

    public const int Buckets = 1 << Bits;

    private int[] _ngrams = new int[1024];

    public int Count { get; private set; }

    public ReadOnlySpan<int> NGrams => _ngrams.AsSpan(0, Count);

    /// <summary>Chinese and English have weights of their own for every sign.</summary>
    public bool Chinese { get; set; }

    /// <summary>By output; see <see cref="Model.Verdicts"/>.</summary>
    public float[] Verdicts { get; } = new float[Heads.Outputs];

    public float[] Signs { get; } = new float[SignList.Count];

    public void Clear()
    {
        Count = 0;
        Array.Clear(Signs);
        Array.Clear(Verdicts);
    }

    /// <summary>The high bits of a product are the well mixed ones.</summary>
    public void Add(uint hash) => AddPlace((int)((hash * 0x9E3779B1u) >> (32 - Bits)));

    public void AddPlace(int place)
    {
        if (Count == _ngrams.Length) Array.Resize(ref _ngrams, 2 * Count);
        _ngrams[Count++] = place;
    }
}
