using FeedbackBot.Accounts;

namespace FeedbackBot.Tests.Satisfaction.Watch;

/// <summary>Makes accounts with a value each.</summary>
internal static class ManyAccounts
{
    public static Task AddAccountsAsync(this TestDatabase database, params (string Id, long? Value)[] accounts) => database.Work.RunAsync(db =>
    {
        foreach (var (id, value) in accounts)
        {
            var account = new Account(id, database.Now);
            account.Update(new() { AnnualValueMinor = value, Currency = "CNY" }, database.Now);
            db.Add(account);
        }

        return Task.CompletedTask;
    });
}
