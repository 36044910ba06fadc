using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Trainer;

/// <summary>Tells how many labelled messages of our own there are, how various they are, and how far a second, independent labeller agreed.</summary>
internal static class LabelReport
{
    /// <summary>Two messages that share this much of their pieces (Jaccard, 0…1) are near copies.</summary>
    private const double NearCopy = 0.5;

    /// <summary>Where second labels lie, below the folder of labels.</summary>
    private const string SecondFolder = "second";

    public static int Print(string folder, TextWriter report)
    {
        var texts = Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(LabelFile.Read).ToArray();
        foreach (var language in texts.GroupBy(t => t.Lang!).OrderBy(g => g.Key, StringComparer.Ordinal)) Diversity(language.Key, [.. language], report);
        Agreement(texts, Path.Combine(folder, SecondFolder), report);
        return 0;
    }

    private static void Diversity(string language, LabelledText[] texts, TextWriter report)
    {
        report.WriteLine($"{language}: {texts.Length} messages in {texts.Select(t => t.Trade).Distinct().Count()} trades");
        foreach (var (name, label) in new (string, Func<LabelledText, string?>)[] { ("kind", t => t.Kind), ("topic", t => t.Topic), ("urgency", t => t.Urgency), ("sentiment", t => t.Sentiment) })
            report.WriteLine($"  {name}: {string.Join(", ", texts.CountBy(t => label(t) ?? "none").OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}"))}");
        var lengths = texts.Select(t => t.Text.Length).Order().ToArray();
        report.WriteLine($"  characters: {lengths[lengths.Length / 10]} / {lengths[lengths.Length / 2]} / {lengths[lengths.Length * 9 / 10]} (tenth, half, nine tenths)");
        var openings = texts.CountBy(t => language == "zh" ? t.Text[..Math.Min(3, t.Text.Length)] : string.Join(' ', t.Text.ToLowerInvariant().Split(' ').Take(2))).ToArray();
        report.WriteLine($"  openings: {openings.Length} different; the most worn: {string.Join(", ", openings.OrderByDescending(o => o.Value).Take(5).Select(o => $"{o.Key} {o.Value}"))}");
        var pieces = texts.Select(t => Pieces(t.Text, language == "zh" ? 3 : 6)).ToArray();
        report.WriteLine($"  different pieces: {pieces.SelectMany(p => p).Distinct().Count() / (double)pieces.Sum(p => p.Count):0.00} of all; near copies: {NearCopies(pieces)}");
    }

    private static HashSet<string> Pieces(string text, int length)
    {
        var plain = string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return [.. Enumerable.Range(0, Math.Max(1, plain.Length - length + 1)).Select(i => plain[i..Math.Min(plain.Length, i + length)])];
    }

    private static int NearCopies(HashSet<string>[] pieces)
    {
        var places = new Dictionary<string, List<int>>();
        var copies = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            var shared = new Dictionary<int, int>();
            foreach (var piece in pieces[i])
            {
                if (!places.TryGetValue(piece, out var where)) places[piece] = where = [];
                foreach (var other in where) shared[other] = shared.GetValueOrDefault(other) + 1;
                if (where.Count < 400) where.Add(i);
            }

            if (pieces[i].Count > 4 && shared.Any(s => s.Value > NearCopy * (pieces[i].Count + pieces[s.Key].Count - s.Value))) copies++;
        }

        return copies;
    }

    /// <summary>Agreement as a share and as Cohen's kappa (Educational and Psychological Measurement 20, 1960), which takes chance off.</summary>
    private static void Agreement(LabelledText[] texts, string folder, TextWriter report)
    {
        if (!Directory.Exists(folder)) return;
        var second = Directory.GetFiles(folder, "*.jsonl").SelectMany(LabelFile.Read).ToDictionary(t => t.Id);
        foreach (var language in texts.Where(t => second.ContainsKey(t.Id)).GroupBy(t => t.Lang!).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            report.WriteLine($"{language.Key}: {language.Count()} messages labelled twice");
            foreach (var (name, label) in new (string, Func<LabelledText, string?>)[] { ("kind", t => t.Kind), ("topic", t => t.Topic), ("urgency", t => t.Urgency), ("sentiment", t => t.Sentiment) })
            {
                var pairs = language.Select(t => (First: label(t), Second: label(second[t.Id]))).ToArray();
                var same = pairs.Average(p => p.First == p.Second ? 1d : 0);
                var chance = pairs.Select(p => p.First).Distinct().Sum(l => pairs.Average(p => p.First == l ? 1d : 0) * pairs.Average(p => p.Second == l ? 1d : 0));
                report.WriteLine($"  {name}: the same in {same:0.000}, kappa {(same - chance) / (1 - chance):0.00}");
            }
        }
    }
}
