"""Ids of the catalogue that vaults refer to. None is ever removed: an id that goes takes answers with it."""

from __future__ import annotations

EARLIEST: dict[str, str] = {
    "language": "praise instructions teasing_tone titles words_to_avoid narrating asking_permission silence",
    "touch": "hand_holding hugs kissing massage hair sitting_close sleeping_side_by_side time_without_touch",
    "body": "face hands_feet sensitive_areas scars_devices undressing being_seen lighting never_touch",
    "authority": "leading choices clothes evening permission kept_out end_time",
    "service": "drink room chores bath dressing errands thanks turning_down",
    "ritual": "opening closing greeting symbolic_object posture daily_note agreed_rule reviewing_rules",
    "accountability": (
        "reminder again writing lost_treat pausing_dynamic none_when_unwell nothing_physical care_never_withheld"
    ),
    "sensation": "light_touch textures warmth cool tickling scent music blanket_weight",
    "stronger": "firm_massage squeezing scratching impact_hand impact_implement marks ceiling areas_left_out",
    "restraint": "still held_wrists soft_cuffs rope blindfold headphones limited_speech quick_release",
    "imagination": "story costume invented_characters workplace pursuit improvised scripted leave_role",
    "emotion": (
        "vulnerability gentle_teasing embarrassment tears being_ignored confession reassurance topics_left_out"
    ),
    "sexual": "included initiating pausing barriers contraception testing hygiene comfort_aids",
    "privacy": "photos recordings messages telling_friends social_media others_present public_settings records",
    "setting": "duration place alcohol substances medication fatigue injuries emergency_access",
    "aftercare": "water_snack warmth cuddling quiet reassurance solitude message_next_day practical_help",
}
"""Those of the first version, each a category with its names."""

ADDED: dict[str, str] = {
    "language": (
        "pet_names explicit_talk telling_fantasy whispering formal_address begging possessive degrading_names "
        "names_pronouns"
    ),
    "touch": "lying_close making_out skin washing dancing",
    "body": "chest buttocks worship feet undressed_alone looked_over",
    "intimate": (
        "over_clothes hands grinding oral oral_both oral_anal fingers fingers_anal front anal toys "
        "toys_inside toys_anal strap_on ring remote slow quick rough kneeling_over whole_hand positions"
    ),
    "pleasure": (
        "self_seen side_by_side guided turn_for_one no_goal long_teasing asked on_request delayed without "
        "several touch_after interrupted prostate promise chastity meaning"
    ),
    "authority": "in_bed defiance taking_turns eye_contact speaking small_tasks food stakes",
    "dynamic": (
        "bedroom_only day weeks daily_life formal_protocol quiet_protocol set_of_rules goals belonging "
        "ceremony written days_off leaving"
    ),
    "service": "meal at_table at_hand shoes sexual",
    "ritual": "kneeling foot_kiss collar leash day_collar",
    "accountability": "quiet_time lines penalty spanking",
    "sensation": "oil blowing food gloves hot_cold weight wax pinwheel",
    "stronger": (
        "hair_pulling biting love_bites pinching nipples pinning wrestling clips genital_pain tingling "
        "electric free_breathing"
    ),
    "impact": (
        "warm_up spanking over_knee hairbrush paddle flogger crop belt cane whip chest genitals blows face release"
    ),
    "restraint": (
        "scarves tape bed furniture behind_back body_rope spreader metal gag hood both_senses wrapping cage "
        "left_watched predicament suspension"
    ),
    "clothes": "lingerie stockings heels leather latex uniforms other_gender corset mask underneath worn striptease",
    "imagination": (
        "strangers other_world servant officer paid photographer primal animal doll interrogation captive resisting"
    ),
    "emotion": "anticipation eye_gazing devotion firm_kindness jealousy degradation fear",
    "watching": (
        "erotica films sexting calls video pictures same_time tasks_apart outdoors workshops clubs watched "
        "looking_on third couple group partner_seen online"
    ),
    "sexual": "how_often",
    "fluids": (
        "semen_skin semen_mouth semen_inside squirting period shaving saliva urine enema medical_role "
        "examination sounds where"
    ),
    "privacy": "storage",
    "setting": "asleep faith access memories",
}
"""Those that came with the packs."""


def kept_ids(*groups: dict[str, str]) -> list[str]:
    """Whole ids."""
    return [f"{category}.{name}" for group in groups for category, names in group.items() for name in names.split()]
