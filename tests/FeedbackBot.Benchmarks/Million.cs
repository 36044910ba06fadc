using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Storage;

namespace FeedbackBot.Benchmarks;

/// <summary>The crowd's database, made once for all rows that need it, and the program on it with somebody signed in.</summary>
internal static partial class Million
{
    private static string? _folder;

    /// <summary>A PostgreSQL connection to a database that is empty or has a crowd; null is SQLite.</summary>
    public static string? Postgres { get; set; }

    /// <summary>A folder in which the crowd stays for the next time; null is one that is deleted.</summary>
    public static string? Kept { get; set; }

    public static int Tickets(Pace pace) => pace == Pace.Quick ? 50_000 : 1_000_000;

    public static async Task<ServerProcess> StartAsync(Pace pace)
    {
        if (_folder == null)
        {
            var folder = Kept == null ? Directory.CreateTempSubdirectory("feedbackbot-crowd").FullName : Directory.CreateDirectory(Kept).FullName;
            var storage = Postgres == null
                ? new StorageOptions { ConnectionString = StorageSetup.SqliteFile(Path.Combine(folder, "feedbackbot.db")) }
                : new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = Postgres };
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var written = await WriteCrowd.RunAsync(storage, Tickets(pace));
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            _folder = folder;
            Console.WriteLine(written ? $"{Tickets(pace):N0} cases written in {watch.Elapsed.TotalSeconds:N0} s" : "The crowd of an earlier time is used.");
        }

        return await ServerProcess.StartOnAsync(_folder, Postgres == null ? [] :
            ["--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={Postgres}"]);
    }

    public static void Delete()
    {
        if (_folder != null && Kept == null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    public static async Task<HttpClient> SignInAsync(ServerProcess server)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 64 }) { BaseAddress = server.Address };
        var page = await http.GetStringAsync("/console/sign-in");
        using var answer = await http.PostAsync("/console/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["form-token"] = WebUtility.HtmlDecode(Antiforgery().Match(page).Groups[1].Value),
            ["email"] = "admin@example.com",
            ["password"] = "benchmark-Passw0rd",
        }));
        answer.EnsureSuccessStatusCode();
        return http;
    }

    /// <summary>Reads pages until the program has compiled what they need for good: some seconds, for it does so in the background.</summary>
    public static async Task WarmUpAsync(HttpClient http, IReadOnlyList<string> paths, Pace pace)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); watch.Elapsed < (pace == Pace.Quick ? TimeSpan.FromSeconds(3) : TimeSpan.FromSeconds(20));)
        {
            await ReadAsync(http, paths, 1);
        }
    }

    /// <summary>Reads pages in turn, each as often: times ascending in milliseconds, and the largest page in KB.</summary>
    public static async Task<(List<double> Times, double Kilobytes)> ReadAsync(HttpClient http, IReadOnlyList<string> paths, int times)
    {
        var (all, largest) = (new List<double>(), 0.0);
        for (var i = -1; i < times; i++)
        {
            foreach (var path in paths)
            {
                var start = System.Diagnostics.Stopwatch.GetTimestamp();
                var bytes = await http.GetByteArrayAsync(path);
                if (i >= 0)
                {
                    all.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    largest = Math.Max(largest, bytes.Length / 1000.0);
                }
            }
        }

        all.Sort();
        return (all, largest);
    }

    public static Figure P99(List<double> times) => new("p99", "ms", [times[(int)(times.Count * 0.99)]]);

    [GeneratedRegex("name=\"form-token\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
