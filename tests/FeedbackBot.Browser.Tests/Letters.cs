using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using FeedbackBot.Tests;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>What the server under test has mailed, and how it looks where it is read.</summary>
public static partial class Letters
{
    /// <summary>Landmarks and headings are for pages; mail programs drop them.</summary>
    private const string Guidelines = """{ "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }""";

    /// <summary>Waits until so many letters lie in the outbox: of them the parts that can be read.</summary>
    public static async Task<string[]> ReadAsync(ServerProcess server, int expected, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var letters = Directory.GetFiles(Path.Combine(server.DataFolder, "outbox"), "*.eml");
            if (letters.Length >= expected || waited.Elapsed > patience)
            {
                letters.Length.ShouldBe(expected);
                return await Task.WhenAll(letters.Select(async l => Text(await File.ReadAllTextAsync(l))));
            }

            await Task.Delay(200);
        }
    }

    /// <summary>In a narrow mail program in the dark and in a wide one: everybody can read it, it fits, and nothing is fetched from anywhere.</summary>
    public static async Task LookAsync(Chromium chromium, string letter)
    {
        var html = letter[letter.LastIndexOf("<!doctype html>", StringComparison.OrdinalIgnoreCase)..(letter.LastIndexOf("</html>", StringComparison.OrdinalIgnoreCase) + "</html>".Length)];
        foreach (var phone in new[] { true, false })
        {
            var page = await chromium.OpenAsync("en-GB", phone: phone, dark: phone, probe: true);
            var fetched = new List<string>();
            page.Request += (_, request) => fetched.Add(request.Url);
            await page.SetContentAsync(html);
            (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("it is wider than the window");
            (await AccessibilityTests.FindAsync(page, Guidelines)).ShouldBeEmpty();
            fetched.ShouldBeEmpty();
            await page.CloseAsync();
        }
    }

    /// <summary>The letter's base64 parts, readable.</summary>
    private static string Text(string letter) => string.Join('\n', Base64().Matches(letter).Select(m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Value.ReplaceLineEndings(""))))) + letter;

    [GeneratedRegex(@"(?<=\n\r?\n)(?:[A-Za-z0-9+/=]{4,}\r?\n)+")]
    private static partial Regex Base64();
}
