using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.Demo;

/// <summary>What every part of the play needs: the world, what is said in it, and when.</summary>
internal sealed record Scene(DemoWorld World, SampleData Data, Timeline Timeline, IReadOnlyDictionary<string, StaffMember> Staff)
{
    /// <summary>Somebody of the team who speaks the customer's language; else whoever comes nearest.</summary>
    public StaffMember AgentFor(string team, CasePlan plan)
    {
        var agents = Data.Company.Staff.Where(s => s.Speaks == plan.Language).ToList();
        var own = agents.Where(s => s.Teams.Contains(team)).ToList();
        var chosen = own.Count > 0 ? own[plan.Index % own.Count] : agents[plan.Index % agents.Count];
        return Staff[chosen.Key];
    }

    public StaffMember Boss => Staff[Data.Company.Staff.First(s => s.Roles.Contains("manager")).Key];

    /// <summary>One of a few ways to say it; the same for the same case.</summary>
    public static string Pick(IReadOnlyDictionary<string, List<string>> ways, CasePlan plan) =>
        plan.Fill(ways[plan.Language][plan.Index % ways[plan.Language].Count]);

    /// <summary>A step that only writes.</summary>
    public Task DoAsync(Func<FeedbackDb, Task> work)
    {
        Timeline.Do(work);
        return Task.CompletedTask;
    }
}

/// <summary>A case that has been filed: its number and the chat it is in.</summary>
internal sealed record FiledCase(CasePlan Plan, long Number, string Channel, string ConversationKey);
