using FeedbackBot.Connectors.Teams;

namespace FeedbackBot.Host.Teams;

/// <summary>What the channel is made of in this process.</summary>
public static class TeamsChannel
{
    public static IServiceCollection AddTeamsChannel(this IServiceCollection services, TeamsOptions settings)
    {
        services.AddTeams(settings);
        if (services.Any(s => s.ServiceType == typeof(ChannelTokens)))
        {
            services.AddSingleton<HearTeams>().AddSingleton<AnswerCard>().AddHostedService<PushSoon>();
        }

        return services;
    }
}
