using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Surveys.Made;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Surveys;

/// <summary>The use cases of this slice.</summary>
public static class SurveySetup
{
    public static IServiceCollection AddSurveys(this IServiceCollection services)
    {
        services.AddOptions<SurveyOptions>();
        services.AddSingleton<InviteToSurvey>();
        services.AddSingleton<FollowLowAnswer>();
        services.AddSingleton<RecordAnswer>();
        services.AddSingleton<RecordReason>();
        services.AddSingleton<DismissInvitation>();
        services.AddSingleton<ImportAnswer>();
        services.AddSingleton<AnswerByLink>();
        services.AddSingleton<InviteByLink>();
        services.AddSingleton<DisputeAnswer>();
        services.AddSingleton<DecideDispute>();
        services.AddSingleton<InviteToCheckIn>();
        services.AddSingleton<ExpireInvitations>();
        services.AddSingleton<StopAsking>();
        services.AddSingleton<ReadAudience>();
        services.AddSingleton<PlanCampaign>();
        services.AddSingleton<StartCampaign>();
        services.AddSingleton<PauseCampaign>();
        services.AddSingleton<ResumeCampaign>();
        services.AddSingleton<StopCampaign>();
        services.AddSingleton<DeleteCampaign>();
        services.AddSingleton<MakeSurvey>();
        services.AddSingleton<ChangeSurvey>();
        services.AddSingleton<PublishSurvey>();
        services.AddSingleton<CopySurvey>();
        services.AddSingleton<ArchiveSurvey>();
        services.AddSingleton<ChooseAfterResolution>();
        services.AddSingleton<AnswerMadeSurvey>();
        services.AddSingleton<DrawSample>();
        services.AddSingleton<InviteToCampaign>();
        return services;
    }
}
