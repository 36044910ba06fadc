using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Satisfaction;

/// <summary>The queries and use cases of this slice.</summary>
public static class SatisfactionSetup
{
    public static IServiceCollection AddSatisfaction(this IServiceCollection services)
    {
        services.AddOptions<SatisfactionOptions>();
        services.AddSingleton<SatisfactionQuery>();
        services.AddSingleton<ServiceQuery>();
        services.AddSingleton<Reports.ReadReport>();
        services.AddSingleton<Reports.ReadDrivers>();
        services.AddSingleton<Reports.SaveReport>();
        services.AddSingleton<Reports.DeleteReport>();
        services.AddSingleton<AccountSatisfaction>();
        services.AddSingleton<ReadRecovery>();
        services.AddSingleton<ReadCampaigns>();
        services.AddSingleton<ReadDigestFacts>();
        services.AddSingleton<SendDigests>();
        services.AddSingleton<NameThemes>();
        services.AddSingleton<Rollups.RebuildScores>();
        services.AddSingleton<Rollups.FoldScores>();
        services.AddSingleton<Measures.FillMeasures>();
        return services;
    }
}
