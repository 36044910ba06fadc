using System.Diagnostics;
using FeedbackBot.Satisfaction.Themes;

namespace FeedbackBot.Benchmarks;

/// <summary>Rising themes over texts of both languages: a page at its bound, and 100,000 texts.</summary>
public static class ThemesRow
{
    private static readonly string[] Things = ["快递", "客服", "发票", "包装", "退款", "颜色", "订单", "安装", "屏幕", "电池", "delivery", "support", "invoice", "packaging", "refund", "colour", "order", "engineer", "screen", "battery"];

    private static readonly string[] Faults = ["太慢", "态度差", "开错", "破损", "未到账", "不一致", "被取消", "改期", "闪烁", "发烫", "slow", "rude", "wrong", "torn", "missing", "different", "cancelled", "moved", "flickering", "overheating"];

    public static Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        var figures = new List<Figure>();
        foreach (var n in new[] { 20_000, (int)(100_000 * pace.Size) })
        {
            var texts = Texts(n);
            RisingThemes.Find(texts, 5);
            var (seconds, megabytes) = (new List<double>(), new List<double>());
            for (var run = 0; run < pace.Runs; run++)
            {
                Measure(texts, seconds, megabytes);
            }

            figures.Add(new($"{n:#,0} texts", "s", seconds));
            figures.Add(new($"{n:#,0} texts, most memory while it runs", "MB", megabytes));
        }

        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }

    private static void Measure(IReadOnlyList<ThemeText> texts, List<double> seconds, List<double> megabytes)
    {
        var (before, most) = (GC.GetTotalMemory(true), 0L);
        using var look = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(false)), null, 0, 10);
        var start = Stopwatch.GetTimestamp();
        RisingThemes.Find(texts, 5);
        seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        megabytes.Add((most - before) / 1e6);
    }

    private static List<ThemeText> Texts(int n)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, n).Select(i => new ThemeText(Say(random, i % 2), Guid.CreateVersion7(), i % 4, DateTime.UnixEpoch.AddMinutes(i)))];
    }

    /// <summary>A few clauses of about fifteen characters each, with words that hardly anybody else uses.</summary>
    private static string Say(Random random, int language) => string.Join(language == 0 ? "，" : ", ", Enumerable.Range(0, 3 + random.Next(4)).Select(_ =>
    {
        var (thing, fault) = (Things[(10 * language) + (int)(10 * Math.Pow(random.NextDouble(), 1.5))], Faults[(10 * language) + random.Next(10)]);
        return language == 0
            ? $"{thing}{fault}{(char)(0x4E00 + random.Next(3000))}{(char)(0x4E00 + random.Next(3000))}"
            : $"the {thing} was {fault} and x{string.Concat(Enumerable.Range(0, 3).Select(_ => (char)('a' + random.Next(26))))}";
    }));
}
