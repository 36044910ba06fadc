using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using FeedbackBot.Access;
using FeedbackBot.Host.Settings;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>The program behind a request: its key's id and name, and what it may do. The bootstrap key has no name.</summary>
public sealed record Caller(string Id, string? Name, IReadOnlyList<string> Scopes)
{
    /// <summary>As events and replies name it.</summary>
    public Actor Actor => new("api", null, Name);
}

/// <summary>Knows whose key a secret is. A stored key is remembered for a few seconds, so that most requests ask no database; an unknown one is asked for every time.</summary>
public sealed class KeyRing(IDbContextFactory<FeedbackDb> contexts, UnitOfWork unit, TimeProvider time, IOptions<ApiOptions> options)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenUses = TimeSpan.FromMinutes(1);
    private static readonly Caller Bootstrap = new("bootstrap", null, Scopes.All);

    private readonly byte[]? _bootstrapHash = options.Value.BootstrapKey is { } key ? SHA256.HashData(Encoding.UTF8.GetBytes(key)) : null;
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Null where the secret is nobody's, or its key has expired.</summary>
    public async ValueTask<Caller?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        if (_bootstrapHash != null && CryptographicOperations.FixedTimeEquals(hash, _bootstrapHash))
        {
            return Bootstrap;
        }

        var name = Convert.ToHexStringLower(hash);
        if (!_known.TryGetValue(name, out var known) || time.GetElapsedTime(known.ReadAt) > Remembered)
        {
            known = await ReadAsync(name, known, cancellation);
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (known == null || known.ExpiresAt <= now)
        {
            return null;
        }

        await NoteUseAsync(known, now);
        return known.Caller;
    }

    private async Task<Known?> ReadAsync(string hash, Known? before, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Hash == hash, cancellation);
        if (key == null)
        {
            _known.TryRemove(hash, out _);
            return null;
        }

        var known = new Known(new(key.Id.ToString("N"), key.Name, key.Scopes), key.Id, key.ExpiresAt, time.GetTimestamp())
        {
            LastUseTicks = Math.Max(key.LastUsedAt?.Ticks ?? 0, before?.LastUseTicks ?? 0),
        };
        _known[hash] = known;
        return known;
    }

    /// <summary>Writes the last use at most once a minute; of requests that come together one writes.</summary>
    private async Task NoteUseAsync(Known known, DateTime now)
    {
        var last = Volatile.Read(ref known.LastUseTicks);
        if (now.Ticks - last < BetweenUses.Ticks || Interlocked.CompareExchange(ref known.LastUseTicks, now.Ticks, last) != last)
        {
            return;
        }

        await unit.RunAsync(async db => (await db.ApiKeys.FindAsync(known.KeyId))?.Used(now));
    }

    private sealed record Known(Caller Caller, Guid KeyId, DateTime? ExpiresAt, long ReadAt)
    {
        public long LastUseTicks;
    }
}
