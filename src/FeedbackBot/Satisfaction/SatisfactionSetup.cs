using FeedbackBot.Accounts;
using FeedbackBot.Surveys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>The queries and use cases of this slice.</summary>
public static class SatisfactionSetup
{
    public static IServiceCollection AddSatisfaction(this IServiceCollection services)
    {
        services.AddOptions<SatisfactionOptions>();
        services.AddOptions<SurveyOptions>().PostConfigure<IOptions<SatisfactionOptions>>((surveys, figures) => surveys.DayZone = figures.Value.Zone);
        services.AddOptions<AccountOptions>();
        services.AddSingleton<SatisfactionQuery>();
        services.AddSingleton<ServiceQuery>();
        services.AddSingleton<Reports.ReadReport>();
        services.AddSingleton<Reports.ReadDrivers>();
        services.AddSingleton<Reports.ReadHours>();
        services.AddSingleton<Reports.SaveReport>();
        services.AddSingleton<Reports.DeleteReport>();
        services.AddSingleton<AccountSatisfaction>();
        services.AddSingleton<ReadRecovery>();
        services.AddSingleton<ReadCampaigns>();
        services.AddSingleton<ReadSurveyResults>();
        services.AddSingleton<ReadDigestFacts>();
        services.AddSingleton<SendDigests>();
        services.AddSingleton<NameThemes>();
        services.AddOptions<Themes.ThemeOptions>();
        services.AddSingleton<Themes.ReadThemes>();
        services.AddSingleton<Ways.ChooseDigestWays>();
        services.AddSingleton<Ways.RetryDigest>();
        services.AddSingleton<Rollups.RebuildScores>();
        services.AddSingleton<Rollups.FoldScores>();
        services.AddSingleton<Measures.FillMeasures>();
        services.AddOptions<WatchOptions>();
        services.AddSingleton<RecutTiers>();
        services.AddSingleton<ReadStandingFacts>();
        services.AddSingleton<KeepStandings>();
        services.AddSingleton<ReadStandings>();
        services.AddSingleton<KeepDeputies>();
        services.AddSingleton<ReadBuckets>();
        services.AddSingleton<ReadDigestWatch>();
        services.AddSingleton<SendDueDigests>();
        services.AddSingleton<TryDigest>();
        services.AddSingleton<AcknowledgeDigest>();
        services.AddSingleton<NoteAction>();
        services.AddSingleton<FinishAction>();
        services.AddSingleton<ChooseDigestRhythm>();
        services.AddSingleton<LookOverAccounts>();
        return services;
    }
}
