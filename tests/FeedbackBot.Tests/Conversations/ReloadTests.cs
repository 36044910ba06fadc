using System.Collections.Concurrent;
using System.Diagnostics;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Schedules;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Conversations;

/// <summary>An author saves dialog files while the program runs in development.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lines<FlowLibrary> _log = new();
    private readonly Lines<WatchDialogs> _watched = new();
    private FlowLibrary _library = null!;
    private WatchDialogs _watch = null!;
    private int _watchedAtStart;

    private string Praise => Path.Combine(_folder.Path, "praise.yaml");

    public async Task InitializeAsync()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Visit.RepositoryRoot(), "dialogs"), "*.yaml"))
            File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
        var options = Options.Create(new ConversationOptions { DialogsFolder = _folder.Path });
        _library = new FlowLibrary(options, _log);
        _watch = new WatchDialogs(_library, options, TimeProvider.System, _watched);
        await _watch.StartAsync(CancellationToken.None);
        _watchedAtStart = _watched.Count;
    }

    public async Task DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Files_are_watched_when_the_start_is_over() => _watchedAtStart.ShouldBe(1);

    [Fact]
    public async Task A_saved_edit_is_used_from_the_next_turn_on()
    {
        var visit = new Visit("en") { Flows = _library.Book };
        await visit.Hear("The lamp I bought last week arrived broken and nobody answers");
        var complaint = Path.Combine(_folder.Path, "complaint.yaml");
        await File.WriteAllTextAsync(complaint, (await File.ReadAllTextAsync(complaint)).Replace("What would you like us to do?", "What now?").Replace("How would you like this to be put right?", "What now?"));
        await Until(() => _log.Any(l => l.Contains("read again")));
        visit.Flows = _library.Book;
        await visit.Hear("AB12345678");
        visit.Log.ShouldContain("What now?");
    }

    [Fact]
    public async Task A_broken_edit_keeps_the_last_good_files_and_tells_every_fault_with_its_place()
    {
        var good = await File.ReadAllTextAsync(Praise);
        var before = _library.Book;
        await File.WriteAllTextAsync(Praise, good.Replace("type: text", "type: txet").Replace("acknowledge:", "acknowlegde:"));
        await Until(() => _log.Count(l => l.StartsWith("praise.yaml:")) >= 2);
        _log.ShouldContain(l => l.Contains("unknown type 'txet'"));
        _log.ShouldContain(l => l.Contains("unknown key 'acknowlegde'"));
        _library.Book.ShouldBeSameAs(before);

        await File.WriteAllTextAsync(Praise, good);
        await Until(() => _library.Book != before);
        _library.Book.FlowNames.ShouldContain("praise");
    }

    [Fact]
    public async Task A_removed_file_takes_its_flow_away_and_a_new_one_brings_it_back()
    {
        _library.Book.FlowNames.ShouldContain("praise");
        var text = await File.ReadAllTextAsync(Praise);
        File.Delete(Praise);
        await Until(() => !_library.Book.FlowNames.Contains("praise"));
        var beside = Praise + ".tmp";
        await File.WriteAllTextAsync(beside, text);
        File.Move(beside, Praise); // as many editors save
        await Until(() => _library.Book.FlowNames.Contains("praise"));
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var waited = Stopwatch.StartNew(); !holds(); await Task.Delay(20))
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private sealed class Lines<T> : ConcurrentQueue<string>, ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Enqueue(formatter(state, exception));
    }
}
