using System.Net;
using System.Text.RegularExpressions;

namespace FeedbackBot.Benchmarks;

/// <summary>The console's queue over the crowd, whole HTML, signed in, one client: each view, four filters at once, and pages far down.</summary>
public static partial class QueueRow
{
    private static readonly string[] Views = ["/console", "/console?view=mine", "/console?view=team", "/console?view=unassigned", "/console?view=due", "/console?view=angry", "/console?view=waiting", "/console?view=hold", "/console?view=triage", "/console?view=resolved"];

    /// <summary>Common together, rare together, and in no case at all.</summary>
    private static readonly string[] FourFilters =
    [
        "/console?kind=complaint&priority=high&sentiment=negative&topic=billing",
        "/console?status=resolved&kind=praise&priority=low&topic=delivery",
        "/console?status=any&kind=complaint&priority=urgent&sentiment=negative&team=team_3",
        "/console?status=any&kind=complaint&priority=urgent&sentiment=positive&topic=staff_service",
        "/console?status=any&kind=question&sentiment=positive&team=team_2&topic=other",
        "/console?status=any&kind=praise&account=ACC-77&topic=delivery",
        "/console?view=due&kind=complaint&priority=normal&sentiment=negative&topic=returns_refund",
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        await using var server = await Million.StartAsync(pace);
        using var http = await Million.SignInAsync(server);
        await Million.WarmUpAsync(http, [.. Views, .. FourFilters], pace);
        var figures = new List<Figure>();
        var (open, kilobytes) = await Million.ReadAsync(http, ["/console"], 300);
        figures.AddRange([new("queue page", "ms", open), Million.P99(open), new("HTML", "KB", [kilobytes])]);
        foreach (var view in Views[1..])
        {
            var (times, _) = await Million.ReadAsync(http, [view], 60);
            figures.AddRange([new(view["/console?".Length..], "ms", times), Million.P99(times)]);
        }

        foreach (var filters in FourFilters)
        {
            var (times, _) = await Million.ReadAsync(http, [filters], 60);
            figures.AddRange([new(filters["/console?".Length..], "ms", times), Million.P99(times)]);
        }

        var deep = await DeepAsync(http, Million.Tickets(pace));
        var (far, _) = await Million.ReadAsync(http, deep, 40);
        figures.AddRange([new("pages far down", "ms", far), Million.P99(far), new("resident", "MB", [server.ResidentMegabytes])]);
        return figures;
    }

    /// <summary>From the middle of the numbers, and the hundredth page of those due next.</summary>
    private static async Task<IReadOnlyList<string>> DeepAsync(HttpClient http, int tickets)
    {
        var due = "/console?view=due";
        for (var i = 0; i < 100 && Next().Match(await http.GetStringAsync(due)) is { Success: true } next; i++)
        {
            due = WebUtility.HtmlDecode(next.Groups[1].Value);
        }

        return [$"/console?status=any&after={tickets / 2}", $"/console?view=resolved&after={tickets / 3}", $"/console?after={tickets / 2}", due];
    }

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex Next();
}
