using System.Threading.Channels;
using FeedbackBot.Conversations;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Schedules;

/// <summary>In development, reads the dialogs again when one was saved, so that an author sees an edit at the next turn.</summary>
internal sealed class WatchDialogs(FlowLibrary flows, IOptions<ConversationOptions> options, TimeProvider time, ILogger<WatchDialogs> log) : BackgroundService
{
    /// <summary>Editors save in several steps; what follows so soon is the same save.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(200);

    private readonly Channel<bool> _saves = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private FileSystemWatcher? _watcher;

    /// <summary>From its return on no save is missed; what is done about one begins when a thread is free.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _watcher = Watch(_saves.Writer);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _watcher?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _saves.Reader.WaitToReadAsync(stoppingToken))
        {
            do
            {
                _saves.Reader.TryRead(out _);
                await Task.Delay(Calm, time, stoppingToken);
            }
            while (_saves.Reader.TryPeek(out _));
            flows.ReadAgain();
        }
    }

    private FileSystemWatcher? Watch(ChannelWriter<bool> saves)
    {
        var folder = options.Value.DialogsFolder;
        try
        {
            var watcher = new FileSystemWatcher(folder, "*.yaml");
            watcher.Changed += (_, _) => saves.TryWrite(true);
            watcher.Created += (_, _) => saves.TryWrite(true);
            watcher.Deleted += (_, _) => saves.TryWrite(true);
            watcher.Renamed += (_, _) => saves.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            log.LogInformation("Dialogs are read again whenever a file in {Folder} is saved", folder);
            return watcher;
        }
        catch (IOException refused)
        {
            log.LogWarning(refused, "Dialogs in {Folder} cannot be watched; an edit is used from the next start on", folder);
            return null;
        }
    }
}
