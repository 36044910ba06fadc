using System.Diagnostics;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FeedbackBot.Tests.Queue;

/// <summary>Keeps what one context asks its database, until it is disposed.</summary>
internal sealed class AskedCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly FeedbackDb _db;
    private readonly List<IDisposable> _watches = [];

    public AskedCommands(FeedbackDb db)
    {
        _db = db;
        _watches.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public List<string> Texts { get; } = [];

    /// <summary>For a second EF remembers that nobody listened.</summary>
    public async Task<AskedCommands> ReadyAsync()
    {
        while (Texts.Count == 0)
        {
            await Task.Delay(50);
            await _db.Database.ExecuteSqlRawAsync("SELECT 1");
        }

        Texts.Clear();
        return this;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            _watches.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData command && command.Context == _db)
        {
            Texts.Add(command.Command.CommandText);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _watches.ForEach(w => w.Dispose());
}
