using System.Security.Cryptography;
using System.Text;
using FeedbackBot.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.SignIn;

/// <summary>
/// Refuses addresses that nobody here has just as it refuses a wrong password: the same lock after as many tries, and no refusal comes sooner
/// than another. Neither words nor the clock tell who works here.
/// </summary>
public sealed class Strangers(IOptions<IdentityOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>Longer than checking a password and noting the failure take.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(300);

    private readonly MemoryCache _tries = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    public Microsoft.AspNetCore.Identity.SignInResult Refuse(string email)
    {
        var rules = options.Value.Lockout;
        var who = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(StaffMember.Normalize(email))));
        var tries = _tries.Get<int>(who) + 1;
        _tries.Set(who, tries, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = rules.DefaultLockoutTimeSpan });
        return tries >= rules.MaxFailedAccessAttempts ? Microsoft.AspNetCore.Identity.SignInResult.LockedOut : Microsoft.AspNetCore.Identity.SignInResult.Failed;
    }

    /// <summary>Waits until a refusal that began at <paramref name="started"/> has taken as long as any.</summary>
    public async Task WaitAsync(long started, CancellationToken cancellation)
    {
        var left = Slowest - time.GetElapsedTime(started);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellation);
        }
    }

    public void Dispose() => _tries.Dispose();
}
