using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Satisfaction;

/// <summary>The queries and use cases of this slice.</summary>
public static class SatisfactionSetup
{
    public static IServiceCollection AddSatisfaction(this IServiceCollection services)
    {
        services.AddOptions<SatisfactionOptions>();
        services.AddSingleton<SatisfactionQuery>();
        services.AddSingleton<AccountSatisfaction>();
        services.AddSingleton<ReadRecovery>();
        services.AddSingleton<ReadDigestFacts>();
        services.AddSingleton<SendDigests>();
        services.AddSingleton<NameThemes>();
        return services;
    }
}
