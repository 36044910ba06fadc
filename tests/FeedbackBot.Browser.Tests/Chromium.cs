using System.Diagnostics;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>A real Chromium: named by CHROMIUM_PATH, installed on the machine, or taken from the system's packages.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(15_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = await FindAsync(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--use-fake-device-for-media-stream", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser != null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A visitor or a member of staff, with cookies and storage of their own.</summary>
    /// <param name="probe">Lets a test put a script of its own into pages whose policy forbids strangers' scripts.</param>
    public async Task<IPage> OpenAsync(string locale, bool scripts = true, bool phone = false, bool dark = false, bool probe = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            Locale = locale,
            TimezoneId = "Asia/Shanghai",
            JavaScriptEnabled = scripts,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            BypassCSP = probe,
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 },
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    private static async Task<string> FindAsync()
    {
        if (Look() is { } found)
        {
            return found;
        }

        if (Environment.UserName == "root" && File.Exists("/usr/bin/apt-get"))
        {
            using var install = Process.Start("apt-get", ["install", "-y", "-qq", "chromium", "fonts-noto-cjk"]);
            await install.WaitForExitAsync();
        }

        return Look() ?? throw new InvalidOperationException("Chromium is missing: install it, or set CHROMIUM_PATH to its program.");
    }

    private static string? Look()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named && File.Exists(named))
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

/// <summary>One browser for all stories, one after another: they share two cores.</summary>
[CollectionDefinition(nameof(Stories))]
public sealed class Stories : ICollectionFixture<Chromium>;
