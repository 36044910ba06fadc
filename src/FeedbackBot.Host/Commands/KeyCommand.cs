using System.CommandLine;
using FeedbackBot.Access;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.Commands;

/// <summary>Makes API keys; the secret is shown once and kept only as a hash.</summary>
public static class KeyCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "What the key is for." };
        var scopes = new Option<string[]>("--scopes") { Description = $"What it may do (default: everything): {string.Join(", ", Scopes.All)}.", AllowMultipleArgumentsPerToken = true };
        scopes.AcceptOnlyFromAmong([.. Scopes.All]);
        var days = new Option<int?>("--days") { Description = "Expires after so many days (default: never)." };
        var create = new Command("create", "Make a key and print its secret once.") { name, scopes, days };
        create.SetAction(async (parsed, cancellation) =>
        {
            await using var app = App.Build([]);
            await App.PrepareAsync(app);
            var secret = ApiKey.NewSecret();
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            var chosen = parsed.GetValue(scopes) is { Length: > 0 } some ? some : [.. Scopes.All];
            var expires = parsed.GetValue(days) is { } lasts ? now.AddDays(lasts) : (DateTime?)null;
            await app.Services.GetRequiredService<UnitOfWork>().RunAsync(
                db =>
                {
                    db.ApiKeys.Add(new ApiKey(parsed.GetValue(name)!, secret, chosen, now, expires));
                    return Task.CompletedTask;
                },
                cancellation);
            Console.WriteLine(secret);
            return 0;
        });
        return new Command("key", "API keys.") { create };
    }
}
