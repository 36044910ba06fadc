using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>How far a campaign has come, and what was answered.</summary>
/// <param name="Drawn">Contacts in the sample.</param>
/// <param name="Open">Sent, and neither answered, dismissed nor run out.</param>
/// <param name="Skipped">By reason, most first.</param>
/// <param name="Waiting">Still to send.</param>
public sealed record CampaignProgress(
    Campaign Campaign, int Drawn, int Sent, int Answered, int Dismissed, int Open, IReadOnlyList<(string Reason, int N)> Skipped, int Waiting, Score Score)
{
    /// <summary>Answered share of what was sent, 0…1.</summary>
    public double? ResponseRate => Sent > 0 ? (double)Answered / Sent : null;
}

/// <summary>Counts campaigns from their facts: who was drawn, invitations, answers; the score by the one <see cref="ScoreFormula"/>.</summary>
public sealed class ReadCampaigns(IOptions<SatisfactionOptions> options)
{
    private const int MostListed = 100;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<CampaignProgress>> ListAsync(FeedbackDb db, CancellationToken cancellation = default) =>
        await OfAsync(db, await db.Campaigns.AsNoTracking().OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(MostListed).ToListAsync(cancellation), cancellation);

    /// <summary>Null where there is no such campaign.</summary>
    public async Task<CampaignProgress?> OneAsync(FeedbackDb db, Guid id, CancellationToken cancellation = default) =>
        (await OfAsync(db, await db.Campaigns.AsNoTracking().Where(c => c.Id == id).ToListAsync(cancellation), cancellation)).SingleOrDefault();

    /// <summary>A campaign that was made just now.</summary>
    public CampaignProgress NewOne(Campaign campaign) =>
        new(campaign, 0, 0, 0, 0, 0, [], 0, ScoreFormula.Of(campaign.Metric, new Dictionary<int, long>(), options.Value.MinimumAnswers));

    private async Task<IReadOnlyList<CampaignProgress>> OfAsync(FeedbackDb db, List<Campaign> campaigns, CancellationToken cancellation)
    {
        var ids = campaigns.Select(c => c.Id).ToArray();
        var answers = db.Answers;
        var drawn = await db.CampaignContacts.Where(c => ids.Contains(c.CampaignId)).GroupBy(c => new { c.CampaignId, c.State, c.Reason })
            .Select(g => new { g.Key.CampaignId, g.Key.State, g.Key.Reason, N = g.Count() }).ToListAsync(cancellation);
        var sent = await db.Invitations.Where(i => i.CampaignId != null && ids.Contains(i.CampaignId.Value)).GroupBy(i => new { i.CampaignId, i.Status })
            .Select(g => new { g.Key.CampaignId, g.Key.Status, N = g.Count() }).ToListAsync(cancellation);
        var given = await db.Invitations.Where(i => i.CampaignId != null && ids.Contains(i.CampaignId.Value)).Join(answers, i => i.Id, a => a.InvitationId, (i, a) => new { i.CampaignId, a.Value })
            .GroupBy(a => new { a.CampaignId, a.Value }).Select(g => new { g.Key.CampaignId, g.Key.Value, N = g.LongCount() }).ToListAsync(cancellation);
        return [.. campaigns.Select(Progress)];

        CampaignProgress Progress(Campaign campaign)
        {
            var (of, by) = (drawn.Where(d => d.CampaignId == campaign.Id).ToList(), sent.Where(s => s.CampaignId == campaign.Id).ToList());
            int In(InvitationStatus status) => by.Where(s => s.Status == status).Sum(s => s.N);
            return new(
                campaign, of.Sum(d => d.N), by.Sum(s => s.N), In(InvitationStatus.Answered), In(InvitationStatus.Dismissed), In(InvitationStatus.Sent),
                [.. of.Where(d => d.State == CampaignState.Skipped).OrderByDescending(d => d.N).ThenBy(d => d.Reason, StringComparer.Ordinal).Select(d => (d.Reason!, d.N))],
                of.Where(d => d.State == CampaignState.Waiting).Sum(d => d.N),
                ScoreFormula.Of(campaign.Metric, given.Where(g => g.CampaignId == campaign.Id).ToDictionary(g => g.Value, g => g.N), options.Value.MinimumAnswers));
        }
    }
}
