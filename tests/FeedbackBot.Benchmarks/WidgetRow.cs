using System.Net;
using System.Text.RegularExpressions;

namespace FeedbackBot.Benchmarks;

/// <summary>What a page pays for the chat: the script before the click, and all scripts of the chat page after it, as brotli sends them.</summary>
public static partial class WidgetRow
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = server.Address };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var widget = (await http.GetByteArrayAsync("/widget.js")).Length / 1000.0;
        using var plain = server.Client();
        var page = await plain.GetStringAsync("/chat");
        double scripts = 0, styles = 0;
        foreach (Match match in Script().Matches(page))
        {
            scripts += (await http.GetByteArrayAsync(match.Groups[1].Value)).Length / 1000.0;
        }

        foreach (Match match in Style().Matches(page))
        {
            styles += (await http.GetByteArrayAsync(match.Groups[1].Value)).Length / 1000.0;
        }

        return [new("widget.js", "KB", [widget]), new("scripts of /chat", "KB", [scripts]), new("styles of /chat", "KB", [styles])];
    }

    [GeneratedRegex("<script[^>]+src=\"([^\"]+)\"")]
    private static partial Regex Script();

    [GeneratedRegex("<link[^>]+rel=\"stylesheet\"[^>]+href=\"([^\"]+)\"")]
    private static partial Regex Style();
}
