using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction;

/// <summary>Ids as other programs know them; an id whose row is gone stands for itself.</summary>
internal sealed class DimensionNames
{
    private readonly Dictionary<Guid, string> _accounts;
    private readonly Dictionary<Guid, string> _owners;
    private readonly Dictionary<Guid, string> _teams;

    private DimensionNames(Dictionary<Guid, string> accounts, Dictionary<Guid, string> owners, Dictionary<Guid, string> teams) =>
        (_accounts, _owners, _teams) = (accounts, owners, teams);

    public static async Task<DimensionNames> ReadAsync(FeedbackDb db, IEnumerable<CountKey> keys)
    {
        var all = keys.ToArray();
        var accounts = Ids(all, k => k.AccountId);
        var owners = Ids(all, k => k.OwnerId);
        var teams = Ids(all, k => k.TeamId);
        return new(
            accounts.Length == 0 ? [] : await db.Accounts.Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.ExternalId),
            owners.Length == 0 ? [] : await db.Staff.Where(s => owners.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Email),
            teams.Length == 0 ? [] : await db.Teams.Where(t => teams.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Key));
    }

    public string? Of(Dimension dimension, CountKey key) => dimension switch
    {
        Dimension.Account => Name(_accounts, key.AccountId),
        Dimension.Owner => Name(_owners, key.OwnerId),
        Dimension.Team => Name(_teams, key.TeamId),
        Dimension.Tier => key.Tier,
        Dimension.Topic => key.Topic,
        Dimension.Kind => key.Kind,
        Dimension.ListeningPost => key.ListeningPost,
        Dimension.Language => key.Language,
        _ => key.Period,
    };

    private static Guid[] Ids(CountKey[] keys, Func<CountKey, Guid?> id) =>
        [.. keys.Select(id).Where(i => i != null).Select(i => i!.Value).Distinct()];

    private static string? Name(Dictionary<Guid, string> names, Guid? id) =>
        id == null ? null : names.GetValueOrDefault(id.Value) ?? id.Value.ToString();
}
