namespace FeedbackBot.Benchmarks;

/// <summary>The console's search over the crowd: common and rare words of both languages, several at once, with filters, numbers and names.</summary>
public static class SearchRow
{
    private static readonly (string Name, string Query)[] Searches =
    [
        ("common English", "?q=parcel"), ("common Chinese", "?q=退款"), ("three English", "?q=refund+kettle+driver"), ("three Chinese", "?q=快递+漏水+发票"),
        ("rare: an order", "?q=AB10000370"), ("a case number", "?q=FB-040001"), ("a name", "?q=Pat+4321"), ("nothing found", "?q=zeppelin"),
        ("words and filters", "?q=refund&kind=complaint&priority=high&status=resolved"), ("words in a view", "?q=parcel&view=angry"), ("common words, rare filters", "?q=parcel&kind=praise&priority=urgent"), ("a tag of none", "?status=any&tag=nosuch"), ("far down", "?q=parcel&after=30000"),
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        await using var server = await Million.StartAsync(pace);
        using var http = await Million.SignInAsync(server);
        await Million.WarmUpAsync(http, [.. Searches.Select(s => "/console" + s.Query)], pace);
        var (figures, all) = (new List<Figure>(), new List<double>());
        foreach (var (name, query) in Searches)
        {
            var (times, _) = await Million.ReadAsync(http, ["/console" + query], 60);
            figures.Add(new(name, "ms", times));
            all.AddRange(times);
        }

        all.Sort();
        return [new("search, all together", "ms", all), Million.P99(all), .. figures];
    }
}
